"""The contracts of the canonical tables: one :class:`Table` each, the only place that names columns.

Builders write to these, ``store/`` checks against them, the data dictionary is tested against them.
Geometry is EPSG:4326 lon/lat, distances are metres, dates local ISO dates, counts nullable integers
(unknown is not zero).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from model import enums


class Kind(StrEnum):
    """The type of a column, independent of any library."""

    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    GEOMETRY = "geometry"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, whether it may be empty, what it means and which words it may hold."""

    name: str
    kind: Kind
    meaning: str
    nullable: bool = False
    words: type[StrEnum] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table: its name, its key and its columns in the order of the file."""

    name: str
    key: tuple[str, ...]
    meaning: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The column names in file order."""
        return tuple(column.name for column in self.columns)

    @property
    def has_geometry(self) -> bool:
        """Whether the table is a GeoParquet file."""
        return any(column.kind is Kind.GEOMETRY for column in self.columns)


def _text(name: str, meaning: str, *, null: bool = False, words: type[StrEnum] | None = None) -> Column:
    return Column(name, Kind.TEXT, meaning, null, words)


def _texts(name: str, meaning: str) -> Column:
    return Column(name, Kind.TEXTS, meaning, nullable=False)


def _date(name: str, meaning: str, *, null: bool = False) -> Column:
    return Column(name, Kind.DATE, meaning, null)


def _int(name: str, meaning: str, *, null: bool = True) -> Column:
    return Column(name, Kind.INT, meaning, null)


def _float(name: str, meaning: str, *, null: bool = True) -> Column:
    return Column(name, Kind.FLOAT, meaning, null)


_GEOMETRY = Column("geometry", Kind.GEOMETRY, "EPSG:4326, lon before lat; empty where none is known")
_SOURCE = _text("source_id", "row of the table sources")
_SOURCE_TITLE = _text("source_title", "title of the page or document, as its publisher gives it", null=True)
_SOURCE_URL = _text("source_url", "address of that page", null=True)
_VERIFICATION = _text("verification", "how well the row could be checked", words=enums.Verification)
_NAMES = (
    _text("name_en", "name in English or the usual Latin form"),
    _text("name_ru", "name in Russian", null=True),
    _text("name_local", "name in the state language of its country", null=True),
)
_FROM = _date("valid_from", "first day (inclusive)")
_TO = _date("valid_to", "day after the last (exclusive); empty = open", null=True)


def _counts(stem: str, meaning: str) -> tuple[Column, Column, Column]:
    return (
        _int(f"{stem}_low", f"lowest reported number {meaning}; empty = unknown"),
        _int(f"{stem}_best", f"number {meaning} of the source read first; empty = unknown"),
        _int(f"{stem}_high", f"highest reported number {meaning}; empty = unknown"),
    )


_CASUALTIES = (
    *_counts("killed", "killed"),
    *_counts("injured", "injured"),
    *_counts("displaced", "displaced"),
)

_SPOT = (
    _text("place_id", "row of places whose point is used", null=True),
    _float("lon", "longitude, degrees; empty = no point"),
    _float("lat", "latitude, degrees; empty = no point"),
    _text("location_level", "precision of the place", words=enums.LocationLevel),
    _float("radius_m", "how far off the point may be, metres; empty = a district, a province or no point"),
    _text("coord_source", "where the point comes from", null=True),
)
_CHECKED = (
    _VERIFICATION,
    _text("verification_note", "which part of the row the page does not say", null=True),
    _SOURCE_TITLE,
    _SOURCE_URL,
    _SOURCE,
)

COUNTRIES = Table(
    "countries",
    ("country",),
    "The three countries, cut to the map box",
    (
        _text("country", "code", words=enums.Country),
        *_NAMES,
        _FROM,
        _TO,
        _SOURCE,
        _GEOMETRY,
    ),
)

EXCLAVES = Table(
    "exclaves",
    ("exclave_id",),
    "Exclaves: rings where the lines have them, points with that said where they do not",
    (
        _text("exclave_id", "slug of the name"),
        *_NAMES,
        _text("belongs_to", "country it belongs to", words=enums.Country),
        _text("surrounded_by", "country around it", words=enums.Country),
        _float("area_km2", "area measured on the bundled polygon; empty where there is none"),
        _text("area_quoted", "areas that sources quote, with the disagreement said", null=True),
        _text("geometry_kind", "ring (polygon) or point (absent from the bundled polygons)"),
        _FROM,
        _TO,
        _text("note", "what a reader must know", null=True),
        _SOURCE,
        _GEOMETRY,
    ),
)

DISTRICTS = Table(
    "districts",
    ("district_id",),
    "Districts and cities of district rank, with their inhabited catchment where one could be built",
    (
        _text("district_id", "slug: country, name, -city for a city"),
        _text("country", "country of 2026", words=enums.Country),
        _text("province", "province in English"),
        *_NAMES,
        _text("kind", "district (rayon, nohiya, tuman) or city", words=enums.DistrictKind),
        _text("centre", "its seat", null=True),
        _float("lon", "longitude of the seat, degrees"),
        _float("lat", "latitude of the seat, degrees"),
        _texts("variants", "spellings, old names and translations"),
        _text("former_names", "what it was called before, and until when", null=True),
        _int("population", "inhabitants; empty = no figure found"),
        _int("population_year", "year of that figure"),
        _text("pcode", "OCHA p-code", null=True),
        _text("geometry_quality", "official, approximate (inhabited catchment) or none (seat only)"),
        _FROM,
        _TO,
        _VERIFICATION,
        _SOURCE,
        _GEOMETRY,
    ),
)

PLACES = Table(
    "places",
    ("place_id",),
    "Settlements and other named places with the best point that is known",
    (
        _text("place_id", "SETnnn, or GN and the GeoNames id"),
        *_NAMES,
        _texts("variants", "other spellings, old names"),
        _text("kind", "city, town, village or settlement"),
        _text("country", "country of 2026", words=enums.Country),
        _text("country_before", "country before country_since, where it changed hands", null=True),
        _date("country_since", "day since when it belongs to country", null=True),
        _text("district_id", "row of districts", null=True),
        _float("lon", "longitude, degrees", null=False),
        _float("lat", "latitude, degrees", null=False),
        _float("radius_m", "how far off the point may be, metres", null=False),
        _text("confidence", "high, medium or low: may the point decide which village is nearest"),
        Column(
            "hugs_line", Kind.BOOL, "a guess pushed inside its country: its distance to the line means nothing"
        ),
        _int("population", "inhabitants; empty = no figure found"),
        _int("population_year", "year of that figure"),
        _text("exclave_id", "row of exclaves", null=True),
        _VERIFICATION,
        _text("coord_source", "where the point comes from", null=True),
        _SOURCE,
    ),
)

BORDER_LINES = Table(
    "border_lines",
    ("border", "part"),
    "The lines between the countries after the treaties of 2022-2025, digitised with left_country on the left",
    (
        _text("border", "pair of countries", words=enums.Border),
        _text("part", "main, or the name of a ring or loop"),
        _text("left_country", "country on the left of the direction of digitising", words=enums.Country),
        _text("right_country", "country on the right", words=enums.Country),
        _float("length_m", "geodesic length on WGS84, metres", null=False),
        Column("closed", Kind.BOOL, "whether the part is a ring"),
        _text("version", "what the line is drawn as of"),
        _SOURCE,
        _GEOMETRY,
    ),
)

BORDER_SECTIONS = Table(
    "border_sections",
    ("section_id",),
    "What sources say about a stretch of the line in a period; overlapping rows are all kept",
    (
        _text("section_id", "S, row number of the facts, letter of the stretch"),
        _text("border", "pair of countries", words=enums.Border),
        *_NAMES,
        _text("kind", "stretch, point or whole_line", words=enums.SectionKind),
        _text("part", "row of border_lines; empty for point markers off the lines", null=True),
        _float("from_m", "start on the part, geodesic metres"),
        _float("to_m", "end on the part, geodesic metres"),
        _float("lon", "longitude of a point marker"),
        _float("lat", "latitude of a point marker"),
        _float("radius_m", "radius of a point marker, metres"),
        _text("status", "status in the period", words=enums.SectionStatus),
        _FROM,
        _TO,
        _float("area_ha", "area that the source names, hectares"),
        _text("extent_basis", "how the ends were found (sourced, derived, nominal)", null=True),
        _text("note", "doubts and conflicting figures", null=True),
        _VERIFICATION,
        _SOURCE_TITLE,
        _SOURCE_URL,
        _SOURCE,
    ),
)

BORDER_STATEMENTS = Table(
    "border_statements",
    ("statement_id",),
    "Statements about a whole line: shown as text, never as colour",
    (
        _text("statement_id", "S and the row number of the facts"),
        _text("border", "pair of countries", words=enums.Border),
        _date("date_from", "first day of the statement"),
        _date("date_to", "day after the last; empty = open", null=True),
        _text("status", "status that the statement speaks of", words=enums.SectionStatus),
        _text("statement", "the statement in our words"),
        _float("km", "kilometres that it speaks of"),
        _float("km_total", "kilometres of the whole line in that source"),
        _VERIFICATION,
        _SOURCE_TITLE,
        _SOURCE_URL,
        _SOURCE,
    ),
)

ANNOTATIONS = Table(
    "annotations",
    ("annotation_id",),
    "Dated remarks that are no status of a section: closures, reopenings, minefields, ideas",
    (
        _text("annotation_id", "S, row number of the facts, letter"),
        _text("border", "pair of countries", null=True),
        _date("date_from", "first day"),
        _date("date_to", "day after the last; empty = open or one day", null=True),
        _text("place_text", "where, in words", null=True),
        _text("text", "the remark in our words"),
        _float("lon", "longitude where one is known"),
        _float("lat", "latitude where one is known"),
        _VERIFICATION,
        _SOURCE_TITLE,
        _SOURCE_URL,
        _SOURCE,
    ),
)

CROSSINGS = Table(
    "crossings",
    ("crossing_id",),
    "Crossing points between two countries; whether they are open stands in crossing_status",
    (
        _text("crossing_id", "CRXnnn"),
        _text("border", "pair of countries", words=enums.Border),
        _text("name_en", "names on both sides, in the order of the country codes"),
        _text("name_ru", "the same in Russian", null=True),
        _text("name_a", "name of the post of the country whose code comes first", null=True),
        _text("name_b", "name of the post of the other country", null=True),
        _texts("variants", "other spellings"),
        _texts("near", "places nearby, as the source names them"),
        _texts("district_ids", "rows of districts on either side; districts outside the valley are left out"),
        _texts("provinces", "provinces in English on either side, as stated"),
        _text("crossing_type", "who may use it", words=enums.CrossingType),
        *_SPOT,
        _text("note", "what a reader should know, in our words", null=True),
        *_CHECKED,
    ),
)

CROSSING_STATUS = Table(
    "crossing_status",
    ("status_id",),
    "What sources say about a crossing in a period; a restricted row inside a closed one is an exception",
    (
        _text("status_id", "CSTnnn"),
        _text("crossing_id", "row of crossings"),
        _text("status", "open, restricted or closed in the period", words=enums.CrossingStatus),
        _date("date_from", "first day"),
        _date(
            "date_to", "day after the last (exclusive); empty = the end is not recorded, not: still so", null=True
        ),
        _text("date_level", "how exactly the less certain end is known", words=enums.DateLevel),
        _text("date_doubt", "which end is not exact: start or end", null=True),
        _text("reason", "why and for whom, in our words"),
        *_CHECKED,
    ),
)

SHARED_RESOURCES = Table(
    "shared_resources",
    ("resource_id",),
    "Water, roads, markets, pastures and land that people on two sides of a line use",
    (
        _text("resource_id", "SHRnnn"),
        *_NAMES,
        _text("kind", "what it is", words=enums.ResourceKind),
        _texts("countries", "countries that use it"),
        _text("border", "pair of countries at whose line it lies", words=enums.Border),
        _text("issue", "what is shared or argued over, in our words"),
        _texts("linked_places", "places that depend on it, as the source names them"),
        _text("since", "year or ISO day of its beginning, building or agreement", null=True),
        _text("until", "year or ISO day when the issue ended", null=True),
        *_SPOT,
        *_CHECKED,
    ),
)

RESPONSES = Table(
    "responses",
    ("response_id",),
    "What was done about insecurity and by whom; rows of one part_of are one project, results are self-reported",
    (
        _text("response_id", "RSPnnn"),
        _text("name_en", "name of the programme, or what was done, in our words"),
        _text("kind", "what was done", words=enums.ResponseKind),
        _text("part_of", "group of rows that are one project and count once", null=True),
        _text("place_text", "where, in words; several places have the point of the first"),
        _text("district_id", "row of districts; empty = several districts or none stated", null=True),
        _texts("provinces", "provinces in English, as stated"),
        _texts("countries", "countries where it took place"),
        _date("date_start", "first day (inclusive); empty = not known", null=True),
        _date("date_end", "last day (inclusive); empty = not known or going on", null=True),
        _text("date_level", "how exactly the dates are known", words=enums.DateLevel),
        _text("date_note", "what the dates are where they are no days of the work", null=True),
        _texts("actors", "who did it"),
        _text("funder", "who paid, as far as stated", null=True),
        _text("concern", "what it was to help against, in our words"),
        _text("reported_result", "what those who did it report, in our words; not checked by anybody else"),
        *_SPOT,
        *_CHECKED,
    ),
)

INCIDENTS = Table(
    "incidents",
    ("incident_id",),
    "Documented incidents as their sources state them; what geometry adds is computed when they are loaded",
    (
        _text("incident_id", "key; bundled facts keep theirs"),
        _text("source_record", "key in the source", null=True),
        _date("date_start", "first day (inclusive)"),
        _date("date_end", "last day (inclusive)"),
        _text("date_level", "how exactly the date is known", words=enums.DateLevel),
        _text("place_text", "the place as the source names it"),
        _text("place_id", "row of places that the name was matched to", null=True),
        _text("district_id", "row of districts; empty = unknown or a total", null=True),
        _texts("district_ids", "districts of the parts, for a total row; else empty"),
        _text("assigned_by", "what decided the district", words=enums.AssignedBy),
        _text("country", "country that the source states; empty for a total", null=True),
        _float("lon", "longitude; empty for a total"),
        _float("lat", "latitude; empty for a total"),
        _text("location_level", "precision of the place", words=enums.LocationLevel),
        _float("radius_m", "how far off the point may be, metres"),
        _text("border", "border that the source names; empty = an internal incident", null=True),
        _text("incident_type", "what happened", words=enums.IncidentType),
        _text("theme", "strand of tension", words=enums.Theme),
        _texts("parties", "who took part, as the source says"),
        *_CASUALTIES,
        _text("description", "what happened, in our words"),
        _SOURCE_TITLE,
        _SOURCE_URL,
        _VERIFICATION,
        _text(
            "record_kind", "event and part are counted; total, duplicate, outside never", words=enums.RecordKind
        ),
        _text("part_of", "group whose total contains this row", null=True),
        _text("visibility", "public or internal", words=enums.Visibility),
        _text("coord_source", "where the point comes from", null=True),
        _SOURCE,
    ),
)

ACCOUNTS = Table(
    "accounts",
    ("account_id",),
    "Who says what about whose losses; two accounts of one clash are one incident",
    (
        _text("account_id", "incident and running number"),
        _text("incident_id", "row of incidents"),
        _text("told_by", "whose count it is", words=enums.ToldBy),
        _text("about_side", "whose losses", words=enums.AboutSide),
        _int("priority", "1 = the figure used as best for that side; higher = only widens the range", null=False),
        *_CASUALTIES,
        _text("note", "what the figure covers", null=True),
        _SOURCE_TITLE,
        _SOURCE_URL,
        _VERIFICATION,
        _SOURCE,
    ),
)

REFERENCE_FIGURES = Table(
    "reference_figures",
    ("figure_id",),
    "Published survey figures, shown as they are, never mixed with a survey of one's own",
    (
        _text("figure_id", "SURnnn or SVEnnn"),
        _text("what", "what was measured, in our words"),
        _text("measure", "confidence_index, percent, change (of an index) or coverage (no perception)"),
        _text("topic", "slug of the topic, for grouping"),
        _float("value", "the figure", null=False),
        _text("unit", "unit of the figure"),
        _text("place_level", "national, province, city, group of provinces, village, other"),
        _text("place_text", "the place as the source names it"),
        _text("country", "country, where it is one", null=True),
        _text("province", "province in English, where it is one", null=True),
        _text("date_text", "date as the source gives it (2019-H1, 2021-07)"),
        _date("date_start", "first day of that period", null=True),
        _date("date_end", "last day of that period", null=True),
        _int("n", "people asked, of the whole poll where no other is given; empty = not given"),
        _text("n_note", "what n counts", null=True),
        Column("comparison", Kind.BOOL, "outside the valley, for comparison only"),
        _VERIFICATION,
        _SOURCE_TITLE,
        _SOURCE_URL,
        _SOURCE,
    ),
)

SURVEY_QUESTIONS = Table(
    "survey_questions",
    ("question_id",),
    "The questionnaire: themes, wording, ordered answers",
    (
        _text("question_id", "Qnn"),
        _text("theme", "what it is about"),
        _text("text_en", "wording in English"),
        _texts("scale", "answers in order, as codes"),
        _texts("scale_labels_en", "the same answers in words"),
        _texts("insecure", "answers that count as insecure, distrusting or negative; empty = no such reading"),
        _text("reading", "what the share of those answers is called", null=True),
        _text("answer_mode", "single or multi", words=enums.AnswerMode),
        _text("asked_of", "who is asked"),
        Column("sensitive", Kind.BOOL, "needs care in asking and publishing"),
        _SOURCE,
    ),
)

SURVEY_WAVES = Table(
    "survey_waves",
    ("wave",),
    "The waves of a survey and their fieldwork dates",
    (
        _text("wave", "name of the wave, year and season"),
        _date("date_start", "first day of fieldwork"),
        _date("date_end", "last day of fieldwork"),
        _text("interview_mode", "face to face or phone"),
        Column("synthetic", Kind.BOOL, "made up for demonstration"),
        _int("seed", "seed of the synthetic answers"),
        _SOURCE,
    ),
)

SURVEY_ANSWERS = Table(
    "survey_answers",
    ("wave", "respondent_key", "question_id", "answer"),
    "One row an answer (several for a multiple choice); refused and don't know are answers",
    (
        _text("wave", "row of survey_waves"),
        _text("respondent_key", "hash; not a person"),
        _text("place_id", "row of places", null=True),
        _text("district_id", "row of districts; empty where the interview's could not be told", null=True),
        _text("cluster", "enumeration area, the unit of sampling"),
        _float("weight", "sampling weight", null=False),
        _text("question_id", "row of survey_questions"),
        _text("answer", "code of the answer; dont_know and refused are codes"),
        _text("group_sex", "sex", null=True),
        _text("group_age", "age band", null=True),
        _SOURCE,
    ),
)

SOURCES = Table(
    "sources",
    ("source_id",),
    "Where everything comes from, under which licence, and what period it covers",
    (
        _text("source_id", "slug"),
        _text("title", "title"),
        _text("publisher", "who publishes it"),
        _text("url", "address", null=True),
        _text("licence", "SPDX id or words"),
        _text("attribution", "the line that must be shown"),
        _date("access_date", "day when it was read"),
        _text("holds", "incidents, boundaries, places, perceptions, survey, crossings, resources or responses"),
        _date("coverage_from", "first day covered", null=True),
        _date("coverage_to", "last day covered (inclusive)", null=True),
        _text("coverage_note", "thin years and gaps, in words", null=True),
        Column("thin_years", Kind.TEXTS, "years with few records collected"),
        Column("redistributable", Kind.BOOL, "whether rows may stand in a public export"),
        Column("synthetic", Kind.BOOL, "made up for demonstration"),
    ),
)

TABLES: tuple[Table, ...] = (
    COUNTRIES,
    EXCLAVES,
    DISTRICTS,
    PLACES,
    BORDER_LINES,
    BORDER_SECTIONS,
    BORDER_STATEMENTS,
    ANNOTATIONS,
    CROSSINGS,
    CROSSING_STATUS,
    SHARED_RESOURCES,
    RESPONSES,
    INCIDENTS,
    ACCOUNTS,
    REFERENCE_FIGURES,
    SURVEY_QUESTIONS,
    SURVEY_WAVES,
    SURVEY_ANSWERS,
    SOURCES,
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
