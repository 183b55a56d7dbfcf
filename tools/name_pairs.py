"""How well names are matched: the listed pairs asked of the bundled gazetteers, counted, as JSON.

``python -m tools.name_pairs`` prints the figures that docs/imports.md quotes. A row of the list is a name as a
source writes it, the units that the source states with it, and what it means: ``same`` the unit named; ``twin``
several units fit; ``other`` something else than the unit named, which it resembles or which it contains.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.name_score import folded
from geo.spellings import spellings
from model.enums import LocationLevel
from model.imports import STATED_DISTRICT
from store.bundle import open_store
from store.matching import WAITING, match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.name_knowledge import Tables

LIST = Path(__file__).resolve().parent.parent / "tests" / "geo" / "name_pairs.csv"
_ROW = {"location_level": LocationLevel.L1.value, "lon": None, "lat": None, "radius_m": None, "coord_source": None}
_NAMES = ("name_en", "name_ru", "name_local")


def pairs(path: Path = LIST) -> pd.DataFrame:
    """The list: ``relation, kind, text, country, district, unit_id, source``; empty cells are empty texts."""
    return pd.read_csv(path, keep_default_na=False, dtype=str)


def answered(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The pairs with what matching makes of them.

    ``found`` is an id or ``None``; ``waits`` says that a person is asked; ``offered`` are the ids that this person
    is shown; ``known`` says that the gazetteer has this very spelling.
    """
    place = rows["kind"] == "place"
    texts = {
        "place_text": rows["text"].where(place),
        STATED_DISTRICT: rows["district"].where(place, rows["text"]),
        "country": rows["country"],
    }
    asked = pd.DataFrame(texts).replace("", None).astype(object)
    asked = asked.where(asked.notna(), None).assign(**_ROW).astype({"lon": float, "lat": float, "radius_m": float})
    done = match("answers", asked, tables)
    offered = {
        (case.kind, case.text, case.within): {str(near["id"]) for near in case.candidates}
        for case in (*done.unmatched, *done.ambiguous)
    }
    lines = zip(done.waiting.index, done.waiting[list(WAITING)].itertuples(index=False, name=None), strict=True)
    shown = {at: offered.get(line, set()) for at, line in lines if line[0] == rows["kind"][at]}
    known = _known(tables)
    return rows.assign(
        found=done.frame["place_id"].where(place, done.frame["district_id"]),
        waits=[at in shown for at in rows.index],
        offered=pd.Series({at: shown.get(at, set()) for at in rows.index}, dtype=object),
        known=[(unit, folded(text)) in known for unit, text in zip(rows["unit_id"], rows["text"], strict=True)],
    )


def wrong(done: pd.DataFrame) -> pd.DataFrame:
    """The false automatic matches: another unit than the right one, a twin decided, or what a name must not be."""
    sure = done[done["found"].notna()]
    same = sure["relation"] == "same"
    bad = same & (sure["found"] != sure["unit_id"])
    return sure[bad | (sure["relation"] == "twin") | (~same & (sure["found"] == sure["unit_id"]))]


def counts(done: pd.DataFrame) -> dict[str, Any]:
    """The figures: how many pairs of each relation, how many matched by themselves, falsely, left to a person."""
    same = done[done["relation"] == "same"]
    right = same["found"] == same["unit_id"]
    left = same[same["found"].isna()]
    offered = [unit in near for unit, near in zip(left["unit_id"], left["offered"], strict=True)]
    return {
        "pairs": len(done),
        "true": len(same),
        "automatic": int(right.sum()),
        "automatic_percent": round(100 * float(right.mean()), 1),
        "review": len(left),
        "review_offered": sum(offered),
        "lost": int((~left["waits"]).sum()),
        "twins": int((done["relation"] == "twin").sum()),
        "others": int((done["relation"] == "other").sum()),
        "false": len(wrong(done)),
    }


class Forgetful:
    """The tables with the gazetteers made to forget every spelling of the list, only the English names kept."""

    def __init__(self, tables: Tables, rows: pd.DataFrame) -> None:
        self._tables = tables
        same = rows[rows["relation"] == "same"]
        self._forgotten = {(unit, folded(text)) for unit, text in zip(same["unit_id"], same["text"], strict=True)}

    def frame(self, table: str) -> pd.DataFrame:
        """All rows of a table."""
        rows = self._tables.frame(table)
        if table not in {"places", "districts"}:
            return rows
        units = rows[f"{table.removesuffix('s')}_id"]
        kept: dict[str, Any] = {
            name: [None if self._forgets(*pair) else pair[1] for pair in zip(units, rows[name], strict=True)]
            for name in _NAMES[1:]
        }
        kept["variants"] = [
            [name for name in names if not self._forgets(unit, name)]
            for unit, names in zip(units, rows["variants"], strict=True)
        ]
        return rows.assign(**kept)

    def _forgets(self, unit: str, name: str | None) -> bool:
        return name is not None and (unit, folded(name)) in self._forgotten


def measured(tables: Tables) -> dict[str, Any]:
    """The figures of the list; ``blind`` those of the spellings that the gazetteers were made to forget."""
    rows = pairs()
    forgetful = Forgetful(tables, rows)
    blind = answered(rows, forgetful)
    unknown = blind[(blind["relation"] == "other") | ((blind["relation"] == "same") & ~blind["known"])]
    return {**counts(answered(rows, tables)), "blind": counts(unknown)}


def _known(tables: Tables) -> set[tuple[str, str]]:
    return {
        (unit, folded(name))
        for kind in ("place", "district")
        for unit, name in spellings(tables.frame(f"{kind}s"), key=f"{kind}_id")[["id", "name"]].to_numpy()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; ``--rows`` prints the pairs that are not matched by themselves instead."""
    parser = argparse.ArgumentParser(description="How well names are matched")
    parser.add_argument("--rows", action="store_true", help="the pairs that wait or are wrong")
    store = open_store()
    if parser.parse_args(arguments).rows:
        done = answered(pairs(), store)
        left = done[(done["found"] != done["unit_id"]) & (done["relation"] == "same")]
        sys.stdout.write(pd.concat([wrong(done), left]).to_csv(index=False))
        return 0
    sys.stdout.write(f"{json.dumps(measured(store), indent=1)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
