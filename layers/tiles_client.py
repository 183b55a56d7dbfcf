"""The piece of the map's script that lays a background from the internet under the marks.

A new filter takes every layer off and puts it on again in one go. The tiles of a background stay through that:
they leave only if nobody asked for them again. Where none can be loaded a note says so and the map stays as it is.
"""

from __future__ import annotations

TILES_SCRIPT = r"""
(function (fv) {
  function tiles(map, settings) {
    if (!map.getPane("fvTiles")) {
      var pane = map.createPane("fvTiles");
      pane.style.zIndex = 392;
      pane.style.pointerEvents = "none";
      pane.style.mixBlendMode = "multiply";
      pane.style.filter = "saturate(0.55)";
    }
    var note = L.DomUtil.create("div", "fv-caption fv-failed", map.getContainer());
    note.textContent = settings.failed;
    note.style.display = "none";
    var layer = L.tileLayer(settings.url, {pane: "fvTiles", attribution: settings.credit, opacity: 0.85,
      maxZoom: 18, maxNativeZoom: settings.maxZoom});
    layer.on("tileload", function () { note.style.display = "none"; });
    layer.on("tileerror", function () { note.style.display = ""; });
    layer.on("remove", function () { note.remove(); });
    return layer.addTo(map);
  }

  var Background = L.Layer.extend({
    initialize: function (settings) { this.settings = settings; },
    onAdd: function (map) {
      var kept = map.fvBackground;
      if (kept) clearTimeout(kept.leaving);
      if (kept && kept.url === this.settings.url) return;
      if (kept) kept.layer.remove();
      map.fvBackground = {url: this.settings.url, layer: tiles(map, this.settings)};
    },
    onRemove: function (map) {
      var kept = map.fvBackground;
      kept.leaving = setTimeout(function () {
        kept.layer.remove();
        map.fvBackground = null;
      }, 0);
    }
  });

  fv.background = function (settings) { return new Background(settings); };
})(window.fv);
"""
"""Adds ``fv.background(settings)``: ``url``, ``credit`` (HTML), ``maxZoom`` and ``failed`` (a sentence)."""
