"""A pack of marks made shorter for its way to the browser, and the script that unfolds it there.

Many titles end in the same words with other numbers, and many references begin and end alike: such
words travel once. Points travel as one line. :data:`UNFOLD_SCRIPT` undoes it letter for letter.
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
_REF = re.compile(r"(\w+:)(.*?)(:L\d)?", re.DOTALL)
_FIRST_LETTER = 48
_HERE = "@"
"""In a reference: the point's own longitude and latitude, as the key of a symbol has them."""
_MOST_KINDS = 10
"""So many kinds of references have a digit of their own."""
STEPS = 10_000
"""Coordinates travel in steps of this part of a degree, some ten metres: nothing is known or drawn finer."""

UNFOLD_SCRIPT = r"""
(function (fv) {
  fv.steps = %steps%;

  fv.unfold = function (pack) {
    if (!pack.at) return;
    var at = fv.decode(pack.at);
    function title(words) {
      if (typeof words === "string") return words;
      var n = 2;
      return words[0] + pack.tails[words[1]].replace(/#/g, function () { return words[n++]; });
    }
    function ref(short, at) {
      var kind = pack.refs[short.charCodeAt(0) - 48], key = short.slice(1);
      if (key === "@") key = at[0].toFixed(4) + "_" + at[1].toFixed(4);
      return short && kind[0] + key + kind[1];
    }
    pack.points = pack.points.map(function (p, n) {
      return [p[0], title(p[1]), ref(p[2], at[n]), at[n][0], at[n][1]].concat(p.slice(3));
    });
    delete pack.at;
  };
})(window.fv);
""".replace("%steps%", str(STEPS))


def shorter(pack: Mapping[str, Any], *, encode: Callable[[Ring], str]) -> dict[str, Any]:
    """The pack with its points made short.

    New keys: ``at`` = their places by ``encode``, ``tails`` and ``refs`` = words of titles and references.
    """
    words = Words()
    rows = [[row[0], words.title(row[1]), words.ref(row[2], row[3], row[4]), *row[5:]] for row in pack["points"]]
    at = encode(tuple((row[3], row[4]) for row in pack["points"]))
    return {**pack, "points": rows, "at": at, "tails": words.tails, "refs": words.refs}


@dataclass(slots=True)
class Words:
    """What titles and references share; it grows while they are made short."""

    tails: list[str] = field(default_factory=list)
    refs: list[list[str]] = field(default_factory=lambda: [["", ""]])

    def title(self, title: str) -> str | list[str | int]:
        """The title, or its head, the number of its tail and the numbers in it.

        >>> words = Words()
        >>> words.title("Surkh: 12 incidents, deaths 3"), words.tails
        (['Surkh', 0, 12, 3], [': # incidents, deaths #'])
        """
        head, colon, tail = title.rpartition(": ")
        if not colon or _GAP in tail:
            return title
        numbers = map(_plain, _NUMBER.findall(tail))
        return [head, _index(self.tails, _NUMBER.sub(_GAP, colon + tail)), *numbers]

    def ref(self, ref: str, lon: float = 0.0, lat: float = 0.0) -> str:
        """The reference with a digit for what it shares with others, and a sign for its point's own place.

        >>> words = Words()
        >>> words.ref("incidents:SET001:L1"), words.ref("odd"), words.refs
        ('1SET001', '0odd', [['', ''], ['incidents:', ':L1']])
        """
        if not ref:
            return ""  # stays empty
        found = _REF.fullmatch(ref)
        kind = ["", ""] if found is None else [found[1], found[3] or ""]
        full = kind not in self.refs and len(self.refs) >= _MOST_KINDS
        if found is None or found[2].startswith(_HERE) or full:
            return chr(_FIRST_LETTER) + ref
        key = _HERE if found[2] == f"{lon:.4f}_{lat:.4f}" else found[2]
        return chr(_FIRST_LETTER + _index(self.refs, kind)) + key


def _plain(number: str) -> int | str:
    return int(number) if number.isascii() and str(int(number)) == number else number


def _index(words: list[_T], word: _T) -> int:
    if word not in words:
        words.append(word)
    return words.index(word)
