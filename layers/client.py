"""The small script that the map runs in the browser: it turns packed marks into Leaflet layers.

It stands in the constant base map once; what varies is data. Text from data reaches the page through
``textContent`` only, so nothing in it can become HTML. The areas of a layer are one
``L.geoJson``, its lines and symbols another; their features carry ``ref`` and ``title`` back to the page
on a click. Areas of all layers lie in a pane below, so that none takes the click on a symbol.
"""

from __future__ import annotations

from layers.cells_client import CELLS_SCRIPT
from layers.hatch_client import HATCH_SCRIPT
from layers.shorter import UNFOLD_SCRIPT

_SCRIPT = r"""
window.fv = (function () {
  function decode(packed) {
    packed = packed.replace(/!/g, "\\").replace(/#/g, "`");
    var out = [], at = 0, lon = 0, lat = 0;
    function next() {
      var shift = 0, value = 0, byte;
      do {
        byte = packed.charCodeAt(at++) - 63;
        value |= (byte & 31) << shift;
        shift += 5;
      } while (byte >= 32);
      return value & 1 ? ~(value >> 1) : value >> 1;
    }
    while (at < packed.length) {
      lon += next();
      lat += next();
      out.push([lon / fv.steps, lat / fv.steps]);
    }
    return out;
  }

  function feature(type, coordinates, properties) {
    return {type: "Feature", geometry: {type: type, coordinates: coordinates}, properties: properties};
  }

  function collect(pack) {
    var features = [];
    pack.areas.forEach(function (a) {
      features.push(feature("MultiPolygon", a[3].map(function (p) { return p.map(decode); }),
        {s: a[0], title: a[1], ref: a[2]}));
    });
    pack.lines.forEach(function (l) {
      features.push(feature("MultiLineString", l[3].map(decode), {s: l[0], title: l[1], ref: l[2]}));
    });
    pack.points.forEach(function (p) {
      if (p[6]) features.push(feature("Point", [p[3], p[4]], {s: p[7], title: "", ref: "", halo: p[6]}));
    });
    pack.points.forEach(function (p) {
      features.push(feature("Point", [p[3], p[4]], {s: p[0], title: p[1], ref: p[2], r: p[5]}));
      if (p[8]) features.push(feature("Point", [p[3], p[4]], {s: p[9], title: "", ref: "", r: p[8]}));
    });
    return features;
  }

  function word(text) {
    var element = document.createElement("span");
    element.textContent = text;
    return element;
  }

  var Formed = L.CircleMarker.extend({
    _updatePath: function () {
      var at = this._point, r = this._radius, whole = !this._empty();
      var corners = this.options.form.map(function (c) { return (at.x + r * c[0]) + "," + (at.y + r * c[1]); });
      this._renderer._setPath(this, whole ? "M" + corners.join("L") + "z" : "M0 0");
    }
  });

  function geo(pack, features, pane) {
    return L.geoJson({type: "FeatureCollection", features: features}, {
      pane: pane,
      style: function (f) {
        return Object.assign({interactive: !!f.properties.ref}, pack.styles[f.properties.s]);
      },
      pointToLayer: function (f, at) {
        var look = {pane: pane, interactive: !!f.properties.ref, radius: f.properties.halo || f.properties.r};
        if (f.properties.r < 2.2) look.className = "fv-minor";
        if (f.properties.halo) return L.circle(at, look);
        return pack.styles[f.properties.s].form ? new Formed(at, look) : L.circleMarker(at, look);
      },
      onEachFeature: function (f, layer) {
        var back = feature("Point", [], {ref: f.properties.ref, title: f.properties.title});
        layer.toGeoJSON = function () { return back; };
        if (f.properties.ref && f.properties.title) {
          layer.bindTooltip(word(f.properties.title), {sticky: true, direction: "top", className: "fv-tip"});
        }
      }
    });
  }

  var Label = L.Marker.extend({
    onAdd: function (map) {
      L.Marker.prototype.onAdd.call(this, map);
      map.fvLabels.push(this);
      schedule(map);
    },
    onRemove: function (map) {
      map.fvLabels = map.fvLabels.filter(function (other) { return other !== this; }, this);
      L.Marker.prototype.onRemove.call(this, map);
    }
  });

  function label(pack, row) {
    var point = row[0].length ? null : pack.points[row[0]], kind = pack.kinds[row[3]];
    var at = point ? point.slice(3, 5) : row[0];
    function named(text) {
      return typeof text === "string" ? text : point[1].slice(text[0], text[1]);
    }
    var text = named(row[1]), below = named(row[2]), element = word(text);
    element.className = "fv-label fv-" + kind[0];
    if (below) element.appendChild(word(below)).className = "fv-below";
    var icon = L.divIcon({html: element, className: "fv-anchor", iconSize: [0, 0]});
    var marker = new Label([at[1], at[0]],
      {icon: icon, interactive: false, keyboard: false, pane: "fvLabels"});
    marker.fv = {from: kind[1], rank: row[3], centred: kind[2], element: element,
      kind: kind[0], text: text,
      shy: kind[3]};
    return marker;
  }

  function schedule(map) {
    if (map.fvFrame) return;
    map.fvFrame = requestAnimationFrame(function () {
      map.fvFrame = null;
      arrange(map);
    });
  }

  function arrange(map) {
    var zoom = map.getZoom(), taken = [], size = map.getSize(), named = {};
    var shown = map.fvLabels.filter(function (m) {
      m.fv.element.style.display = zoom >= m.fv.from ? "" : "none";
      return zoom >= m.fv.from;
    });
    shown.forEach(function (m) {
      if (!m.fv.width) {
        m.fv.width = m.fv.element.offsetWidth;
        m.fv.height = m.fv.element.offsetHeight;
      }
    });
    var symbols = map.fvSpots.filter(function (spot) { return spot.radius >= 5; }).map(function (spot) {
      var p = map.latLngToContainerPoint(spot.at), r = spot.radius - 1;
      return [p.x - r, p.y - r, p.x + r, p.y + r];
    });
    shown.sort(function (a, b) { return a.fv.rank - b.fv.rank; }).forEach(function (m) {
      var at = map.latLngToContainerPoint(m.getLatLng()), twin = named[m.fv.text];
      if (twin && (m.fv.kind === "section" || twin.distanceTo(at) < 60)) {
        m.fv.element.style.display = "none";
        return;
      }
      var up = radiusAt(map, at);
      var inside = at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y;
      var box = inside && (fit(m.fv, at, taken.concat(m.fv.shy ? symbols : []), up, size) ||
        fit(m.fv, at, taken, up, size));
      m.fv.element.style.display = box ? "" : "none";
      if (box) {
        taken.push(box);
        if (m.fv.kind !== "count" && m.fv.kind !== "number") named[m.fv.text] = at;
      }
    });
  }

  function radiusAt(map, at) {
    return Math.max.apply(null, [2].concat(map.fvSpots.map(function (spot) {
      return map.latLngToContainerPoint(spot.at).distanceTo(at) < 2.5 ? spot.radius : 0;
    })));
  }

  function fit(fv, at, taken, up, size) {
    var middle = -fv.width / 2, half = -fv.height / 2;
    var places = fv.centred ? [[middle, half]] : [
      [up + 3, half], [middle, up + 1], [middle, -up - fv.height - 1], [-up - 3 - fv.width, half]
    ];
    if (fv.shy) {
      var low = up + 1, high = -up - fv.height - 1, left = -up - 3 - fv.width;
      places.push([up, low - 6], [up, high + 6], [left, low - 6], [left, high + 6],
        [middle, low + 12], [middle, high - 12], [up + 16, half], [left - 13, half]);
    }
    for (var i = 0; i < places.length; i++) {
      var x = at.x + places[i][0], y = at.y + places[i][1];
      var box = [x - 2, y, x + fv.width + 2, y + fv.height];
      var room = box[0] >= 0 && box[1] >= 0 && box[2] <= size.x && box[3] <= size.y;
      var free = room && taken.every(function (t) {
        return box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3];
      });
      if (free) {
        fv.element.style.transform = "translate(" + places[i][0] + "px," + places[i][1] + "px)";
        return box;
      }
    }
    return null;
  }

  var Mark = L.Layer.extend({
    initialize: function (text) { this.text = text; },
    onAdd: function (map) {
      this.element = L.DomUtil.create("div", "fv-watermark", map.getContainer());
      for (var i = 0; i < 3; i++) this.element.appendChild(word(this.text));
    },
    onRemove: function () { this.element.remove(); }
  });

  var Spots = L.Layer.extend({
    initialize: function (points) {
      this.spots = points.map(function (p) { return {at: L.latLng(p[4], p[3]), radius: p[5]}; });
    },
    onAdd: function (map) {
      map.fvSpots = map.fvSpots.concat(this.spots);
      schedule(map);
    },
    onRemove: function (map) {
      var gone = this.spots;
      map.fvSpots = map.fvSpots.filter(function (spot) { return gone.indexOf(spot) < 0; });
    }
  });

  function group(pack) {
    fv.unfold(pack);
    pack.styles.forEach(function (style) { if (style.hatch) fv.pattern(style); });
    var all = collect(pack), split = pack.areas.length;
    var pane = pack.cover ? "fvSight" : "overlayPane";
    var layers = [geo(pack, all.slice(0, split), "fvAreas"), geo(pack, all.slice(split), pane),
      new Spots(pack.points)].concat(
      pack.labels.map(function (row) { return label(pack, row); }));
    if (pack.watermark) layers.push(new Mark(pack.watermark));
    if (pack.cells || pack.cover) layers.unshift(fv.field(pack));
    return L.featureGroup(layers);
  }

  // A title that opens on focus would make a stop for the tab key of each of some hundred marks.
  L.Layer.include({_addFocusListeners: function () {}});

  function start(map, settings) {
    map.fvLabels = [];
    map.fvSpots = [];
    map.createPane("fvAreas").style.zIndex = 390;
    map.createPane("fvLabels").style.pointerEvents = "none";
    map.getPane("fvLabels").style.zIndex = 620;
    map.attributionControl.setPrefix(false);
    settings.credits.forEach(function (line) { map.attributionControl.addAttribution(line); });
    scaleIn(settings.scale).addTo(map);
    map.fitBounds(settings.bounds, {animate: false});
    fv.watchSize(map, settings.bounds);
    map.on("zoomend moveend resize", function () { schedule(map); });
    map.on("zoomend", far);
    far();
    function far() { map.getContainer().classList.toggle("fv-far", map.getZoom() < 8); }
  }

  // Leaflet's own scale bar knows no language.
  function scaleIn(words) {
    var bar = L.control.scale({imperial: false, maxWidth: 110});
    bar._updateMetric = function (most) {
      var metres = this._getRoundNum(most), far = metres >= 1000;
      var text = (far ? words.km : words.m).replace("#", far ? metres / 1000 : metres);
      this._updateScale(this._mScale, text, metres / most);
    };
    return bar;
  }

  return {decode: decode, group: group, start: start};
})();
"""

CLIENT_SCRIPT = _SCRIPT + HATCH_SCRIPT + UNFOLD_SCRIPT + CELLS_SCRIPT
"""Source of ``window.fv``: ``fv.group(pack)`` makes a layer, ``fv.start(map, settings)`` prepares the map."""


def compact(script: str) -> str:
    """The script without indentation and empty lines, since it travels with every redraw."""
    return "\n".join(line.strip() for line in script.splitlines() if line.strip())
