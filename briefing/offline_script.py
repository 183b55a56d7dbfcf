"""The script of a one-file map: it draws the layers with ``window.fv`` and ties legend, list and panel to them.

It reads its data from a block that is no script and writes text through ``textContent`` only, so nothing in
the data can become HTML; an address becomes a link only if it is of the web. It asks nothing from anywhere.
"""

from __future__ import annotations

OFFLINE_SCRIPT = r"""
(function () {
  "use strict";
  var data = JSON.parse(at("fv-data").textContent), words = data.words;
  var panel = at("fv-panel"), finder = at("fv-finder"), hint = at("fv-hint");
  var layers = [], open = {ref: null, from: null, ring: null};

  var map = L.map("fv-map", Object.assign({zoomControl: false}, data.options));
  L.control.zoom({zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out}).addTo(map);
  map.getContainer().setAttribute("aria-label", words.map);
  fv.start(map, data.settings);
  map.createPane("fvChosen").style.zIndex = 615;
  map.getPane("fvChosen").style.pointerEvents = "none";

  data.layers.forEach(function (layer) {
    var group = fv.group(layer.pack), marks = {};
    each(group, function (mark) { keep(marks, mark); });
    layers.push({key: layer.key, title: layer.title, group: group, marks: marks, on: true});
    group.on("click", function (event) { clicked(event.propagatedFrom || event.layer); });
    group.addTo(map);
  });

  function at(id) { return document.getElementById(id); }

  function each(group, action) {
    group.eachLayer(function (mark) {
      if (mark.eachLayer) each(mark, action); else action(mark);
    });
  }

  function about(mark) { return (mark && mark.feature && mark.feature.properties) || {}; }

  function keep(marks, mark) {
    var own = about(mark);
    if (own.ref && own.title && (!marks[own.ref] || (mark.getLatLng && !marks[own.ref].getLatLng))) {
      marks[own.ref] = mark;
    }
  }

  function find(ref) {
    for (var n = layers.length - 1; n >= 0; n--) {
      if (layers[n].on && Object.prototype.hasOwnProperty.call(layers[n].marks, ref)) {
        return {layer: layers[n], mark: layers[n].marks[ref]};
      }
    }
    return null;
  }

  function add(parent, tag, text, name) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    element.dir = "auto";
    return parent.appendChild(element);
  }

  function source(parent, title, address) {
    if (!address || !/^https?:\/\//i.test(address)) return add(parent, "span", title);
    var link = add(parent, "a", title || address);
    link.href = address;
    link.rel = "noopener noreferrer";
    link.target = "_blank";
    return link;
  }

  function record(row) {
    var box = add(panel, "article"), first = add(box, "h4");
    add(first, "b", row.days);
    first.appendChild(document.createTextNode(" "));
    add(first, "span", row.what);
    add(box, "p", row.place, "fv-quiet");
    if (row.text) add(box, "p", row.text);
    if (row.own) add(box, "p").appendChild(document.createElement("b")).textContent = row.own;
    if (row.told.length) {
      var list = add(box, "ul");
      row.told.forEach(function (told) {
        var line = add(list, "li");
        add(line, "span", told[0] + ": ");
        add(line, "b", told[1]);
        if (told[2]) add(line, "span", " (" + told[2] + ")");
        if (told[3]) {
          line.appendChild(document.createTextNode(" "));
          source(line, told[3], told[4]);
        }
      });
    }
    if (row.where) add(box, "p", row.where, "fv-quiet");
    var foot = add(box, "p", "", "fv-quiet");
    source(foot, row.source, row.url);
    add(foot, "span", " \u00b7 " + [row.checked, row.id].filter(Boolean).join(" \u00b7 "));
  }

  function show(ref, from) {
    var found = find(ref);
    if (!found) return;
    shut();
    head(found.layer.title, about(found.mark).title);
    var records = Object.prototype.hasOwnProperty.call(data.records, ref) ? data.records[ref] : [];
    records.forEach(record);
    if (!records.length && words.no_records && ref.indexOf("incidents:") === 0) {
      add(panel, "p", words.no_records, "fv-quiet");
    }
    reveal(ref, from, outline(found.mark));
    if (from === finder) look(found.mark);
  }

  function head(kicker, title) {
    var top = add(panel, "header"), button;
    add(top, "p", kicker, "fv-quiet");
    button = add(top, "button", "\u00d7");
    button.type = "button";
    button.title = words.close;
    button.setAttribute("aria-label", words.close);
    button.addEventListener("click", leave);
    add(panel, "h3", title);
  }

  function reveal(ref, from, ring) {
    panel.hidden = false;
    hint.hidden = true;
    panel.parentNode.scrollTop = 0;
    open = {ref: ref, from: from, ring: ring};
    finder.value = find(ref) ? ref : "";
    if (from === finder) return;
    panel.focus({preventScroll: true});
    if (panel.getBoundingClientRect().top > window.innerHeight - 120) panel.scrollIntoView({block: "start"});
  }

  function shut() {
    panel.textContent = "";
    panel.hidden = true;
    hint.hidden = false;
    finder.value = "";
    if (open.ring) open.ring.remove();
    open = {ref: null, from: null, ring: null};
  }

  function leave() {
    var from = open.from;
    shut();
    if (from) from.focus({preventScroll: true});
  }

  function outline(mark) {
    var look = {pane: "fvChosen", interactive: false, fill: false, color: "#23232b", weight: 1.8};
    if (mark.getRadius) {
      return L.circleMarker(mark.getLatLng(), Object.assign(look, {radius: mark.getRadius() + 4})).addTo(map);
    }
    if (!mark.getLatLngs) return null;
    return new mark.constructor(mark.getLatLngs(), Object.assign(look, {weight: 2.5, opacity: 0.55})).addTo(map);
  }

  function look(mark) {
    var still = {animate: false};
    if (mark.getLatLng) map.setView(mark.getLatLng(), Math.max(map.getZoom(), 10), still);
    else map.fitBounds(mark.getBounds(), Object.assign({maxZoom: 11, padding: [30, 30]}, still));
  }

  function clicked(mark) {
    var ref = about(mark).ref || (mark.ref || "");
    if (/^cell:/.test(ref)) cell(mark, ref.split(":"));
    else if (ref) show(ref, map.getContainer());
  }

  function cell(field, ref) {
    var level = field.levels.filter(function (one) { return String(one.km) === ref[1]; })[0];
    shut();
    head(level.caption, field.title(level.at[ref[2] + ":" + ref[3]]));
    if (words.no_records) add(panel, "p", words.no_records, "fv-quiet");
    reveal(ref.join(":"), map.getContainer(), null);
  }

  function fill() {
    var compare = new Intl.Collator(data.lang).compare;
    finder.textContent = "";
    var first = add(finder, "option", words.find);
    first.value = "";
    layers.slice().reverse().forEach(function (layer) {
      var refs = Object.keys(layer.marks);
      if (!layer.on || !refs.length || refs.length > data.most) return;
      var block = document.createElement("optgroup");
      block.label = layer.title;
      refs.map(function (ref) { return {ref: ref, title: about(layer.marks[ref]).title}; })
        .sort(function (a, b) { return compare(a.title, b.title) || compare(a.ref, b.ref); })
        .forEach(function (row) { add(block, "option", row.title.slice(0, 200)).value = row.ref; });
      finder.appendChild(block);
    });
    finder.value = open.ref || "";
  }

  function turn(layer, on) {
    layer.on = on;
    if (!on) layer.group.remove();
    else {
      layer.group.addTo(map);
      layers.slice(layers.indexOf(layer) + 1).forEach(function (above) {
        if (above.on) above.group.bringToFront();
      });
    }
    if (open.ref && !find(open.ref)) shut();
    fill();
  }

  document.querySelectorAll("[data-switch]").forEach(function (box) {
    var layer = layers.filter(function (other) { return other.key === box.dataset.switch; })[0];
    box.checked = true;
    box.addEventListener("change", function () {
      box.closest("section").classList.toggle("fv-off", !box.checked);
      turn(layer, box.checked);
    });
  });
  finder.addEventListener("change", function () {
    if (finder.value) show(finder.value, finder); else shut();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && open.ref) leave();
  });

  var seen = null;
  window.addEventListener("beforeprint", function () {
    seen = map.getBounds();
    document.body.classList.add("fv-print");
    map.invalidateSize({animate: false, pan: false}).fitBounds(seen, {animate: false});
  });
  window.addEventListener("afterprint", function () {
    document.body.classList.remove("fv-print");
    map.invalidateSize({animate: false, pan: false});
    if (seen) map.fitBounds(seen, {animate: false});
  });

  fill();
  at("fv-noscript-tools").hidden = false;
  window.ferghana = {map: map, show: show, find: find};
})();
"""
