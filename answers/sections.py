"""What sources say about each stretch of the border on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
from shapely import line_merge, union_all
from shapely.geometry import Point

from answers.publish import publish
from answers.sources import source_refs
from geo import sections as section_geometry
from model.enums import Mode, SectionKind, SectionStatus, Status
from model.labels import label
from model.messages import coded
from model.periods import last_day
from model.result import Result
from model.settings import LINE_DRAWN_AS_OF
from model.strings import N_, Message
from store.frames import row_dicts
from store.queries import last_day_of_all
from store.source_choice import coverage_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from model.selection import Selection
    from store.bundle import Store

_WGS84 = "EPSG:4326"
_DRAWN_AS_OF = N_("Status on {date}; line drawn as of {year}.")
_END_OF_PERIOD = N_("Border status is shown on {date}, the last day of the period.")
_END_OF_COVERAGE = N_("Border status is shown on {date}, the last day that the incident records cover.")

COLUMNS: tuple[str, ...] = (
    "section_id",
    "border",
    "name",
    "name_en",
    "name_ru",
    "name_local",
    "kind",
    "part",
    "from_m",
    "to_m",
    "lon",
    "lat",
    "radius_m",
    "status",
    "valid_from",
    "valid_to",
    "length_km",
    "also",
    "area_ha",
    "extent_basis",
    "note",
    "verification",
    "source_title",
    "source_url",
    "source_id",
    "geometry",
)


def sections(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """The stretches of the lines with their status on a day: winners, the unrecorded rest, point markers.

    ``table`` is a GeoDataFrame (EPSG:4326) with :data:`COLUMNS`: lengths in km along the line (empty
    for point markers), ``also`` the ids of other sections that hold there too; the rest has the
    status ``not_recorded``. Filters: border, country. ``figures``: ``on`` (ISO), ``drawn_as_of``,
    ``count_by_status``, ``km_by_status``. ``tables``: ``statements`` and ``annotations`` that hold
    that day. ``message`` says the day and the age of the line.
    """
    day, choices = status_day(store, selection)
    rows = _drawn(store, sections_on(store, day), _borders(store, selection))
    named = rows[rows["status"] != SectionStatus.NOT_RECORDED]
    note = Message(_DRAWN_AS_OF, {"date": day, "year": LINE_DRAWN_AS_OF})
    empty = named.empty
    result = Result(
        question="sections",
        selection=selection,
        table=rows,
        status=Status.CAUTION if empty else Status.OK,
        code="B1" if empty else None,
        message=coded("B1", date=day) if empty else note,
        tables=_texts_on(store, day, _borders(store, selection)),
        figures=_figures(rows, day),
        choices=choices,
        sources=source_refs(store, {*rows["source_id"], *store.frame("border_lines")["source_id"]}),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def status_day(store: Store, selection: Selection) -> tuple[date, tuple[Message, ...]]:
    """The day whose border status is shown, and, where nobody asked for one, how it was chosen."""
    if selection.status_day is not None:
        choices = () if selection.on else (_chosen(_END_OF_PERIOD, selection.status_day),)
        return selection.status_day, choices
    last = last_day(coverage_of(store, selection).stop)
    if last is None:
        last = last_day_of_all(store)
    assert last is not None, "a store without incidents names its coverage"
    return last, (_chosen(_END_OF_COVERAGE, last),)


def sections_on(store: Store, day: date) -> pd.DataFrame:
    """The partition of the lines on a day, and the point markers that hold, in one frame."""
    every = store.frame("border_sections")
    stretches = section_geometry.partition(every, store.lines.parts, day)
    valid = section_geometry.valid_on(every, day)
    points = valid[(valid["kind"] == SectionKind.POINT) & ~valid["section_id"].isin(stretches["section_id"])]
    none: pd.Series[Any] = pd.Series([[] for _ in range(len(points))], index=points.index, dtype=object)
    marked = points.assign(length_km=float("nan"), also=none)
    return pd.concat([part for part in (stretches, marked) if len(part)], ignore_index=True)


def _chosen(msgid: str, day: date) -> Message:
    return Message(msgid, {"date": day})


def _borders(store: Store, selection: Selection) -> set[str]:
    """The borders that border and country filters leave."""
    borders = set(store.lines.parts["border"])
    if selection.border:
        borders &= {str(border) for border in selection.border}
    if selection.country:
        borders = {border for border in borders if set(border.split("-")) & set(selection.country)}
    return borders


def _drawn(store: Store, rows: pd.DataFrame, borders: set[str]) -> gpd.GeoDataFrame:
    pieces = rows[rows["border"].isin(borders)].reset_index(drop=True)
    kept, shapes = _whole(pieces, [_shape(store, row) for row in row_dicts(pieces)])
    names = kept["name_en"].where(kept["name_en"].notna(), label(SectionStatus.NOT_RECORDED))
    named = kept.assign(name=names).reindex(columns=[name for name in COLUMNS if name != "geometry"])
    return gpd.GeoDataFrame(named, geometry=shapes, crs=_WGS84)


def _whole(pieces: pd.DataFrame, shapes: list[Any]) -> tuple[pd.DataFrame, list[Any]]:
    """One row a section: a shorter one may cut it into pieces, but it has one name, status and length."""
    groups = pieces.groupby("section_id", sort=False).indices
    whole = pieces.drop_duplicates("section_id").reset_index(drop=True)
    parts = [pieces.iloc[groups[section]] for section in whole["section_id"]]
    merged = whole.assign(
        from_m=[part["from_m"].min() for part in parts],
        to_m=[part["to_m"].max() for part in parts],
        length_km=[part["length_km"].sum(min_count=1) for part in parts],
        also=pd.Series([sorted(set().union(*part["also"])) for part in parts], index=whole.index, dtype=object),
    )
    return merged, [_union([shapes[at] for at in groups[section]]) for section in whole["section_id"]]


def _union(shapes: list[Any]) -> Any:
    return shapes[0] if len(shapes) == 1 else line_merge(union_all(shapes))


def _shape(store: Store, row: dict[str, Any]) -> Any:
    if row["kind"] == SectionKind.POINT:
        return Point(row["lon"], row["lat"])
    return store.lines.cut(row["border"], row["part"], row["from_m"], row["to_m"])


def _texts_on(store: Store, day: date, borders: set[str]) -> dict[str, pd.DataFrame]:
    return {
        "statements": _holding(store.frame("border_statements"), day, borders),
        "annotations": _holding(store.frame("annotations"), day, borders),
    }


def _holding(rows: pd.DataFrame, day: date, borders: set[str]) -> pd.DataFrame:
    holds = [
        first <= day and (stop is None or day < stop)
        for first, stop in zip(rows["date_from"], rows["date_to"], strict=True)
    ]
    return rows[pd.Series(holds, index=rows.index, dtype=bool) & rows["border"].isin(borders)].reset_index(
        drop=True
    )


def _figures(rows: gpd.GeoDataFrame, day: date) -> dict[str, Any]:
    by_status = rows.groupby("status")["length_km"]
    found: Sequence[str] = [status for status in SectionStatus if status in set(rows["status"])]
    return {
        "on": day.isoformat(),
        "drawn_as_of": LINE_DRAWN_AS_OF,
        "count_by_status": {str(status): int(by_status.size()[status]) for status in found},
        "km_by_status": {str(status): round(float(by_status.sum()[status]), 3) for status in found},
    }
