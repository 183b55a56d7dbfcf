"""The piece of the map's script that draws incidents in cells: all of them on one canvas.

The canvas is a Leaflet renderer, so that it moves and scales with the map: while a zoom runs the old cells are
scaled, and the new ones are drawn in the frame in which it ends. A field is the cells (or the cover) of one
layer view; a cover clears its box and stands for it with finer cells or with symbols of its own. Cells take
the pointer where they are, over areas and under lines and symbols. In a fixed page nobody hears
what ``look`` asks for, and the cells stay.
"""

from __future__ import annotations

from model.settings import SIGHT_FROM_ZOOM

CELLS_SCRIPT = r"""
(function (fv) {
  var RAD = Math.PI / 180, SIGHT_FROM = %sight%;

  function unpack(packed, wide) {
    packed = packed.replace(/!/g, "\\").replace(/#/g, "`");
    var at = 0, place = 0, cells = [];
    function next() {
      var shift = 0, value = 0, byte;
      do {
        byte = packed.charCodeAt(at++) - 63;
        value |= (byte & 31) << shift;
        shift += 5;
      } while (byte >= 32);
      return value;
    }
    while (at < packed.length) {
      place += next();
      cells.push({x: place % wide, y: Math.floor(place / wide), n: next(), killed: next(), unknown: next()});
    }
    return cells;
  }

  function tidy(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f"); }

  var Field = L.Layer.extend({
    initialize: function (pack) {
      var field = this, cells = pack.cells;
      this.cover = pack.cover;
      this.ref = "";
      if (!cells) return;
      this.grid = cells.grid;
      this.titles = cells.titles;
      this.ramp = cells.ramp.map(function (n) { return pack.styles[n]; });
      this.breaks = cells.breaks;
      this.levels = cells.levels.map(function (row) {
        var level = {km: row[0], from: row[1], caption: row[2], at: {}};
        level.cells = unpack(row[3], field.grid[4] / row[0]);
        level.cells.forEach(function (cell) { level.at[cell.x + ":" + cell.y] = cell; });
        return level;
      });
    },
    onAdd: function (map) {
      this.paper = paper(map);
      this.paper.fields.push(this);
      this.paper.redraw();
    },
    onRemove: function () {
      this.paper.fields.splice(this.paper.fields.indexOf(this), 1);
      this.paper.redraw();
    },
    toGeoJSON: function () {
      return {type: "Feature", geometry: {type: "Point", coordinates: []}, properties: {ref: this.ref, title: ""}};
    },
    say: function (ref, latlng) {
      this.ref = ref;
      this.fire("click", {latlng: latlng}, true);
    },
    stands: function (zoom) { return !this.cover || zoom >= this.cover[4]; },
    holds: function (at) {
      var c = this.cover;
      return !c || (at.lng >= c[0] && at.lng < c[2] && at.lat >= c[1] && at.lat < c[3]);
    },
    level: function (zoom) {
      if (!this.levels) return null;
      var fits = this.levels.filter(function (level) { return level.from <= zoom; });
      return fits.length ? fits[fits.length - 1] : this.levels[0];
    },
    lng: function (level, x) { return this.grid[0] + x * level.km * this.grid[1]; },
    lat: function (level, y) { return Math.asin(this.grid[2] + y * level.km * this.grid[3]) / RAD; },
    cell: function (at, zoom) {
      var level = this.level(zoom), g = this.grid;
      if (!level) return null;
      var x = Math.floor((at.lng - g[0]) / g[1] / level.km);
      var y = Math.floor((Math.sin(at.lat * RAD) - g[2]) / g[3] / level.km);
      var cell = level.at[x + ":" + y];
      return cell && {field: this, level: level, cell: cell, ref: "cell:" + level.km + ":" + x + ":" + y};
    },
    style: function (level, cell) {
      var density = 100 * cell.n / (level.km * level.km);
      return this.ramp[this.breaks.filter(function (high) { return density > high; }).length];
    },
    title: function (cell) {
      var kind = !cell.unknown ? 0 : cell.unknown === cell.n ? 2 : 1;
      var words = {n: tidy(cell.n), deaths: tidy(cell.killed), unknown: tidy(cell.unknown)};
      return this.titles[kind].replace(/\{(\w+)\}/g, function (all, name) { return words[name]; });
    }
  });

  var Paper = L.Renderer.extend({
    options: {pane: "fvCells", padding: 0.4},
    initialize: function () {
      L.Renderer.prototype.initialize.call(this);
      this.fields = [];
    },
    onAdd: function (map) {
      this.tip = L.tooltip({direction: "top", className: "fv-tip", offset: [0, -6]});
      this.caption = L.DomUtil.create("div", "fv-caption", map.getContainer());
      L.Renderer.prototype.onAdd.call(this, map);
      map.on("mousemove", this.hover, this).on("click", this.click, this).on("mouseout", this.leave, this);
      map.on("moveend zoomend", this.wait, this);
    },
    _initContainer: function () {
      this._container = L.DomUtil.create("canvas", "fv-cells");
      this._container.style.pointerEvents = "none";
    },
    _destroyContainer: function () { L.DomUtil.remove(this._container); },
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      var box = this._bounds, size = box.getSize(), canvas = this._container;
      var fine = Math.min(window.devicePixelRatio || 1, 2);
      L.DomUtil.setPosition(canvas, box.min);
      canvas.width = size.x * fine;
      canvas.height = size.y * fine;
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      var pen = canvas.getContext("2d");
      pen.scale(fine, fine);
      pen.translate(-box.min.x, -box.min.y);
      this.paint(pen);
    },
    redraw: function () {
      if (this._map) this._update();
      this.wait();
    },
    standing: function () {
      var zoom = this._map.getZoom();
      return this.fields.filter(function (field) { return field.stands(zoom); });
    },
    paint: function (pen) {
      var map = this._map, zoom = map.getZoom(), shown = this.standing();
      map.getPane("fvSight").style.display = shown.some(function (f) { return f.cover; }) ? "" : "none";
      this.drawn = 0;
      shown.forEach(function (field) {
        var c = field.cover, level = field.level(zoom);
        if (c) {
          var a = map.latLngToLayerPoint([c[3], c[0]]), b = map.latLngToLayerPoint([c[1], c[2]]);
          pen.clearRect(a.x, a.y, b.x - a.x, b.y - a.y);
        }
        if (level) this.fill(pen, field, level);
      }, this);
      var here = shown.filter(function (field) { return field.holds(map.getCenter()); }).pop();
      var said = here && here.level(zoom);
      this.caption.textContent = said ? said.caption : "";
      this.caption.style.display = said ? "" : "none";
    },
    fill: function (pen, field, level) {
      var map = this._map, xs = {}, ys = {}, sight = this._bounds;
      function x(n) {
        return xs[n] || (xs[n] = map.latLngToLayerPoint([40.5, field.lng(level, n)]).x);
      }
      function y(n) {
        return ys[n] || (ys[n] = map.latLngToLayerPoint([field.lat(level, n), 71.5]).y);
      }
      level.cells.forEach(function (cell) {
        var left = x(cell.x), right = x(cell.x + 1), low = y(cell.y), high = y(cell.y + 1);
        if (right < sight.min.x || left > sight.max.x || low < sight.min.y || high > sight.max.y) return;
        var style = field.style(level, cell);
        pen.globalAlpha = style.fillOpacity;
        pen.fillStyle = style.fillColor;
        pen.fillRect(left, high, right - left, low - high);
        pen.globalAlpha = style.opacity;
        pen.strokeStyle = style.color;
        pen.lineWidth = style.weight;
        pen.strokeRect(left, high, right - left, low - high);
        this.drawn += 1;
      }, this);
    },
    found: function (event) {
      var over = event.originalEvent && event.originalEvent.target, map = this._map;
      var free = !over || over === this._container || over === map.getContainer() ||
        map.getPane("fvAreas").contains(over);
      var here = this.standing().filter(function (field) { return field.holds(event.latlng); });
      return free && here.length ? here[here.length - 1].cell(event.latlng, map.getZoom()) : null;
    },
    hover: function (event) {
      var hit = this.found(event);
      this._container.style.pointerEvents = hit ? "auto" : "none";
      this._container.style.cursor = "pointer";
      if (!hit) return this.leave();
      var words = document.createElement("span");
      words.textContent = hit.field.title(hit.cell);
      this.tip.setLatLng(event.latlng).setContent(words).openOn(this._map);
    },
    leave: function () {
      if (this._map) this._map.closeTooltip(this.tip);
    },
    click: function (event) {
      var hit = this.found(event);
      if (hit) hit.field.say(hit.ref, event.latlng);
    },
    wait: function () {
      clearTimeout(this.timer);
      this.timer = setTimeout(this.look.bind(this), 350);
    },
    look: function () {
      var map = this._map, whole = this.fields.filter(function (field) { return !field.cover; })[0];
      if (!map || !whole || !map.getSize().x) return;
      var b = map.getBounds(), zoom = map.getZoom();
      var past = this.fields.some(function (field) { return !field.stands(zoom); });
      if (zoom < SIGHT_FROM && !past) return;
      var met = this.standing().some(function (field) {
        return field.cover && field.holds(b.getSouthWest()) && field.holds(b.getNorthEast()) &&
          (!field.levels || field.levels[field.levels.length - 1].from > zoom - 1);
      });
      var ask = ["sight", zoom].concat(b.toBBoxString().split(",").map(function (n) { return (+n).toFixed(3); }));
      ask = ask.join(":");
      if (met || ask === this.asked) return;
      this.asked = ask;
      whole.say(ask, b.getCenter());
    }
  });

  function paper(map) {
    if (!map.fvPaper) {
      map.createPane("fvCells").style.zIndex = 395;
      map.createPane("fvSight").style.zIndex = 405;
      map.fvPaper = new Paper().addTo(map);
    }
    return map.fvPaper;
  }

  fv.field = function (pack) { return new Field(pack); };

  fv.watchSize = function (map, bounds) {
    var at = map.getCenter(), zoom = map.getZoom(), fitting = false;
    map.fvMoved = function () {
      if (fitting) return false;
      // Leaflet's own answer to a new size may round the middle to the next pixel: that is nobody's move.
      return map.getZoom() !== zoom || map.project(map.getCenter(), zoom).distanceTo(map.project(at, zoom)) >= 4;
    };
    new ResizeObserver(function () {
      var box = map.getContainer(), now = box.clientWidth > 0 && box.clientHeight > 0;
      if (!now) return;
      var moved = map.fvMoved();
      map.invalidateSize({animate: false});
      if (moved) return;
      fitting = true;
      map.fitBounds(bounds, {animate: false});
      fitting = false;
      at = map.getCenter();
      zoom = map.getZoom();
    }).observe(map.getContainer());
  };
})(window.fv);
""".replace("%sight%", f"{SIGHT_FROM_ZOOM:g}")
"""Adds ``fv.field(pack)``, a layer of cells, and ``fv.watchSize(map, bounds)``: a map that begins hidden, or that
nobody has moved yet, fits the bounds at every size; any other keeps its middle and its zoom. ``map.fvMoved()``
says whether somebody has moved it."""
