"""The piece of the map's script that makes a hatched style: an SVG pattern of its ground and ink, once each."""

from __future__ import annotations

HATCH_SCRIPT = r"""
(function (fv) {
  var SVG = "http://www.w3.org/2000/svg";

  fv.pattern = function (style) {
    var id = "fv-" + style.hatch + style.base.slice(1) + style.ink.slice(1);
    if (!document.getElementById(id)) {
      var svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("width", 0);
      svg.setAttribute("height", 0);
      svg.style.position = "absolute";
      var p = svg.appendChild(document.createElementNS(SVG, "defs"))
        .appendChild(document.createElementNS(SVG, "pattern"));
      var size = {id: id, width: 6, height: 6, patternUnits: "userSpaceOnUse"};
      Object.keys(size).forEach(function (k) { p.setAttribute(k, size[k]); });
      var ground = p.appendChild(document.createElementNS(SVG, "rect"));
      ground.setAttribute("width", 6);
      ground.setAttribute("height", 6);
      ground.setAttribute("fill", style.base);
      ground.setAttribute("fill-opacity", style.baseOpacity);
      var dots = style.hatch === "district_only";
      var mark = p.appendChild(document.createElementNS(SVG, dots ? "circle" : "path"));
      if (dots) {
        mark.setAttribute("cx", 3);
        mark.setAttribute("cy", 3);
        mark.setAttribute("r", 1);
        mark.setAttribute("fill", style.ink);
        mark.setAttribute("fill-opacity", 0.5);
      } else {
        mark.setAttribute("d", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5");
        mark.setAttribute("stroke", style.ink);
      }
      document.body.appendChild(svg);
    }
    style.fillColor = "url(#" + id + ")";
    style.fillOpacity = 1;
  };
})(window.fv);
"""
"""Adds ``fv.pattern(style)``, which turns the fill of the style's path options into its pattern."""
