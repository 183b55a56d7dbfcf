"""The piece of the map's script that keeps the maps of one page on the same view.

Each map is in a frame of its own, and all frames of a browser tab have the same parent: there the maps of a room
find each other, so two tabs never meet. Whoever is moved by a hand or a key tells the others where to be; while
they follow they tell nobody, so there is no loop. They are told places, never steps, so nothing adds up. The room
keeps where somebody moved to, for the map that takes the place of one (in another language, or after a look at
another page). A map in a fixed page has no room.
"""

from __future__ import annotations

SYNC_SCRIPT = r"""
(function (fv) {
  function room(name) {
    try {
      var rooms = window.parent.fvRooms || (window.parent.fvRooms = {});
      return rooms[name] || (rooms[name] = []);
    } catch (refused) {
      return null;
    }
  }

  fv.join = function (map, name) {
    var members = room(name), following = false;
    if (!members || window.parent === window) return;

    function others() {
      for (var i = members.length - 1; i >= 0; i--) {
        if (!members[i].frame.isConnected) members.splice(i, 1);
      }
      return members.filter(function (member) { return member !== me; });
    }
    function tell(at, zoom, exact) {
      if (following) return;
      others().forEach(function (member) { member.follow(at.lat, at.lng, zoom, exact); });
    }
    function follow(lat, lng, zoom, exact) {
      var now = map.getCenter();
      if (now.lat === lat && now.lng === lng && map.getZoom() === zoom) return;
      following = true;
      try {
        map.setView([lat, lng], zoom, {animate: false, reset: exact});
      } finally {
        following = false;
      }
    }
    var me = {frame: window.frameElement, follow: follow, map: map};
    var first = others()[0];
    if (first) follow(first.map.getCenter().lat, first.map.getCenter().lng, first.map.getZoom(), true);
    else if (members.left) follow(members.left[0], members.left[1], members.left[2], true);
    members.push(me);
    map.on("zoomanim", function (event) { tell(event.center, event.zoom, true); });
    map.on("move", function () {
      if (!map._animatingZoom) tell(map.getCenter(), map.getZoom(), false);
    });
    map.on("moveend", function () {
      var at = map.getCenter();
      if (!following) members.left = map.fvMoved() ? [at.lat, at.lng, map.getZoom()] : null;
      tell(at, map.getZoom(), true);
    });
  };
})(window.fv);
"""
"""Adds ``fv.join(map, room)``: from then on the map shares its view with the others of that room."""
