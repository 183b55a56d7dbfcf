"""A pack of marks made shorter for its way to the browser, and the script that unfolds it there.

Most symbols of a layer look alike, end their titles in the same words and begin their references alike: each
such form travels once, and a point is the number of its form, a name and a key. Places travel as one line.
:data:`UNFOLD_SCRIPT` undoes it letter for letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.view import Ring

_T = TypeVar("_T")
_NUMBER = re.compile(r"\d+(?:\u202f\d+)*")
_GAP = "#"
_TAIL = re.compile(r": | \(")
"""Where the words of a title begin that others may share: behind the name."""
_BETWEEN = " · "
"""Stands between the two names of a title, which are the two lines of its label."""
_REF = re.compile(r"(\w+:)(.*?)(:L\d)?", re.DOTALL)
STEPS = 10_000
"""Coordinates travel in steps of this part of a degree, some ten metres: nothing is known or drawn finer."""

UNFOLD_SCRIPT = r"""
(function (fv) {
  fv.steps = %steps%;

  fv.unfold = function (pack) {
    if (!pack.forms) return;
    var at = fv.decode(pack.at);
    function title(head, tail, numbers) {
      var n = 0;
      return head + pack.tails[tail].replace(/#/g, function () { return numbers[n++]; });
    }
    pack.areas.concat(pack.lines).forEach(function (row) {
      if (typeof row[1] !== "string") row[1] = title(row[1][0], row[1][1], row[1].slice(2));
    });
    pack.points = pack.points.map(function (p, n) {
      var form = pack.forms[p[0]], kind = pack.refs[form[3]];
      var key = p.length > 2 ? p[2] : at[n][0].toFixed(4) + "_" + at[n][1].toFixed(4);
      return [form[0], title(p[1], form[1], form[2]), kind[0] + key + kind[1], at[n][0], at[n][1]]
        .concat(form.slice(4));
    });
    pack.labels = pack.labels.map(function (row) {
      if (row.length > 2) return row;
      var title = pack.points[row[0]][1], cut = title.indexOf("%between%"), end = title.length;
      return cut < 0 ? [row[0], [0, end], "", row[1]] : [row[0], [0, cut], [cut + 3, end], row[1]];
    });
    delete pack.forms;
  };
})(window.fv);
""".replace("%steps%", str(STEPS)).replace("%between%", _BETWEEN)


def shorter(pack: Mapping[str, Any], *, encode: Callable[[Ring], str]) -> dict[str, Any]:
    """The pack made short; a point is its form, its name, and the key where that is not the point's own place.

    Titles of areas and lines are a name, a tail and the numbers in it, labels the numbers of point and kind.
    New keys: ``at`` = their places by ``encode``; ``forms`` = (style, tail, its numbers, reference, what follows
    the place in a row); ``tails`` and ``refs`` = words of titles and references.
    """
    words = Words()
    rows = [words.point(row) for row in pack["points"]]
    shapes = {name: [words.shape(row) for row in pack[name]] for name in ("areas", "lines")}
    at = encode(tuple((row[3], row[4]) for row in pack["points"]))
    labels = [_label(row, pack["points"]) for row in pack["labels"]]
    made = {"points": rows, **shapes, "labels": labels, "at": at}
    return {**pack, **made, "forms": words.forms, "tails": words.tails, "refs": words.refs}


def _label(row: list[Any], points: list[list[Any]]) -> list[Any]:
    """A label of the names in its point's title and nothing else as the numbers of point and kind."""
    point, text, below, kind = row
    if not isinstance(point, int):
        return row
    title = points[point][1]
    cut, end = title.find(_BETWEEN), len(title)
    names = ([0, end], "") if cut < 0 else ([0, cut], [cut + len(_BETWEEN), end])
    return [point, kind] if (text, below) == names else row


@dataclass(slots=True)
class Words:
    """What points share; it grows while they are made short."""

    forms: list[list[Any]] = field(default_factory=list)
    tails: list[str] = field(default_factory=lambda: [""])
    refs: list[list[str]] = field(default_factory=lambda: [["", ""]])
    _known: dict[str, int] = field(default_factory=dict)

    def point(self, row: list[Any]) -> list[Any]:
        """A row of the pack as number of its form, name and key; without a key it is the point's own place.

        >>> words = Words()
        >>> words.point([0, "Surkh: 2 incidents", "incidents:SET001:L1", 70.5, 40.0, 6.0]), words.forms
        ([0, 'Surkh', 'SET001'], [[0, 1, [2], 1, 6.0]])
        """
        style, title, ref, lon, lat, *rest = row
        head, tail, numbers = self.title(title)
        kind, key = self.ref(ref)
        form = [style, tail, numbers, kind, *rest]
        number = self._known.setdefault(repr(form), len(self.forms))
        if number == len(self.forms):
            self.forms.append(form)
        here = key == f"{lon:.4f}_{lat:.4f}"
        return [number, head] if here else [number, head, key]

    def shape(self, row: list[Any]) -> list[Any]:
        """A row of an area or a line with the words of its title shared."""
        style, title, *rest = row
        head, tail, numbers = self.title(title)
        return [style, [head, tail, *numbers] if tail else title, *rest]

    def title(self, title: str) -> tuple[str, int, list[int | str]]:
        """The name of a title, the number of its tail and the numbers in that.

        >>> words = Words()
        >>> words.title("Surkh: 12 incidents, deaths: 3"), words.tails
        (('Surkh', 1, [12, 3]), ['', ': # incidents, deaths: #'])
        """
        found = _TAIL.search(title)
        if found is None or _GAP in title[found.start() :]:
            return title, 0, []
        head, tail = title[: found.start()], title[found.start() :]
        return head, _index(self.tails, _NUMBER.sub(_GAP, tail)), [_plain(n) for n in _NUMBER.findall(tail)]

    def ref(self, ref: str) -> tuple[int, str]:
        """The number of what a reference shares with others, and its key.

        >>> words = Words()
        >>> words.ref("incidents:SET001:L1"), words.ref("odd"), words.refs
        ((1, 'SET001'), (0, 'odd'), [['', ''], ['incidents:', ':L1']])
        """
        found = _REF.fullmatch(ref)
        if found is None:
            return 0, ref
        return _index(self.refs, [found[1], found[3] or ""]), found[2]


def _plain(number: str) -> int | str:
    return int(number) if number.isascii() and str(int(number)) == number else number


def _index(words: list[_T], word: _T) -> int:
    if word not in words:
        words.append(word)
    return words.index(word)
