"""The tables that only a workspace has: what was imported, when, what changed, what people decided.

The bundled data have none of them; :class:`store.bundle.Store` gives an empty frame there.
"""

from __future__ import annotations

from enum import StrEnum

from model.tables import BY_NAME, INCIDENTS, Column, Kind, Table


class ChangeKind(StrEnum):
    """What a new import did to a record; new ones stand in provenance with their import."""

    UPDATED = "updated"
    WITHDRAWN = "withdrawn"


class NameDecision(StrEnum):
    """What a person decided about a name."""

    IS = "is"
    NONE = "none"


class PairBand(StrEnum):
    """How likely two records are one event (methods section 9); pairs below possible are only counted."""

    PROBABLE = "probable"
    POSSIBLE = "possible"


class PairDecision(StrEnum):
    """What a person, or an explicit rule file, decided about two records."""

    SAME = "same"
    DIFFERENT = "different"
    PART_OF = "part_of"
    HAS_PART = "has_part"


def _text(name: str, meaning: str, *, null: bool = False, words: type[StrEnum] | None = None) -> Column:
    return Column(name, Kind.TEXT, meaning, null, words)


def _int(name: str, meaning: str, *, null: bool = False) -> Column:
    return Column(name, Kind.INT, meaning, null)


_BY = (
    _text("decided_by", "who decided, as that person calls themself; or the name of the rule file"),
    _text("decided_at", "when, ISO time"),
    _text("reason", "why, in that person's words", null=True),
)
_RECORD = (_text("table", "table of the record"), _text("record_id", "key of the record there"))

IMPORT_LOG = Table(
    "import_log",
    ("import_id",),
    "Every import that was written",
    (
        _text("import_id", "I and a running number"),
        _text("kind", "what the file was"),
        _text("source_id", "row of sources"),
        Column("files", Kind.TEXTS, "names of the files"),
        Column("sha256", Kind.TEXTS, "hashes of the files, same order"),
        _text("imported_at", "when, ISO time"),
        _text("licence", "licence of the rows"),
        _text("profile", "profile used for a spreadsheet", null=True),
        *(
            _int(name, meaning)
            for name, meaning in (
                ("rows_read", "rows of the files without header and tag rows"),
                ("accepted", "rows of new records"),
                ("updated", "rows of records with another content than before"),
                ("unchanged", "rows of records as they were"),
                ("withdrawn", "records that the files of this source no longer hold"),
                ("quarantined", "rows in quarantine"),
                ("outside_area", "records outside the map"),
            )
        ),
    ),
)

PROVENANCE = Table(
    "provenance",
    ("table", "record_id"),
    "From which file and row every imported record comes",
    (
        *_RECORD,
        _text("first_import_id", "import that brought it"),
        _text("import_id", "import that last held it"),
        _text("file", "name of the file"),
        _int("row", "row in the file, the header counted"),
        _text("content", "hash of what the file says about the record"),
    ),
)

CHANGES = Table(
    "changes",
    ("import_id", "table", "record_id", "column"),
    "What each import changed in records that were there, field by field",
    (
        _text("import_id", "row of import_log"),
        _text("changed_at", "when, ISO time"),
        *_RECORD,
        _text("change", "updated or withdrawn", words=ChangeKind),
        _text("column", "column that changed; all of a withdrawn record"),
        _text("before", "value before, as text", null=True),
        _text("after", "value after, as text; empty for a withdrawn record", null=True),
    ),
)

QUARANTINE = Table(
    "quarantine",
    ("import_id", "row", "column", "code"),
    "Rows that could not be used, each with its reason",
    (
        _text("import_id", "row of import_log"),
        _text("file", "name of the file"),
        _int("row", "row in the file, the header counted"),
        _text("column", "header of the column"),
        _text("code", "code of the problem"),
        _text("value", "the cell, masked where it could tell a person", null=True),
        _text("message", "the problem in a sentence"),
        _text("cells", "the whole row as JSON, masked where it could tell a person"),
    ),
)

NAME_DECISIONS = Table(
    "name_decisions",
    ("kind", "name_key", "within"),
    "What people decided about names that could not be matched by themselves",
    (
        _text("kind", "place or district"),
        _text("name_key", "key of the name (methods section 10)"),
        _text("within", "district or country in which it was looked for; empty = anywhere"),
        _text("text", "the name as the file writes it"),
        _text("decision", "is, or none", words=NameDecision),
        _text("unit_id", "the place or district that it is", null=True),
        *_BY,
    ),
)

WAITING_NAMES = Table(
    "waiting_names",
    ("table", "record_id", "kind"),
    "Names of records that matching could not settle by itself, decided since or not",
    (
        *_RECORD,
        _text("kind", "place or district"),
        _text("text", "the name as the file writes it"),
        _text("within", "district or country in which it was looked for; empty = anywhere"),
    ),
)

_PAIR = (
    _text("one_id", "row of incidents, the smaller id"),
    _text("other_id", "row of incidents, the larger id"),
)

DUPLICATE_PAIRS = Table(
    "duplicate_pairs",
    ("one_id", "other_id"),
    "Records of two sources that may be one event (methods section 9)",
    (
        *_PAIR,
        Column("weight", Kind.FLOAT, "sum of log2(m/u)"),
        Column("posterior", Kind.FLOAT, "probability that they are one event"),
        _text("band", "probable or possible", words=PairBand),
        *(_text(name, f"how {name} compares") for name in ("date", "where", "type", "deaths")),
    ),
)

PAIR_DECISIONS = Table(
    "pair_decisions",
    ("one_id", "other_id"),
    "What was decided about pairs; taking a decision back removes its row",
    (
        *_PAIR,
        _text("decision", "same, different, part_of (one is part of other) or has_part", words=PairDecision),
        *_BY,
    ),
)

MERGE_ORIGINALS = Table(
    "merge_originals",
    ("incident_id",),
    "Records that a merge changed, as their sources state them",
    INCIDENTS.columns,
)

SAVED_AREAS = Table(
    "saved_areas",
    ("area_id",),
    "Areas that somebody looks at again and again",
    (
        _text("area_id", "slug of the name"),
        _text("name", "name as it was given"),
        Column("district_ids", Kind.TEXTS, "rows of districts"),
        Column("place_ids", Kind.TEXTS, "rows of places"),
    ),
)

PROFILES = Table(
    "profiles",
    ("name",),
    "How the columns of somebody's spreadsheets are read",
    (_text("name", "name of the profile"), _text("content", "the profile as JSON")),
)

OWN_BOUNDARIES = Table(
    "own_boundaries",
    ("source_id", "level", "unit_id"),
    "Official boundaries that were installed; of a district the one installed last is drawn",
    (
        _text("source_id", "row of sources"),
        _text("level", "district or province"),
        _text("unit_id", "row of districts, or the English name of a province"),
        _text("name", "name of the unit on the map"),
        _text("matched_by", "assigned (by a person), pcode or name"),
        _text("file", "name of the file"),
        _text("sha256", "hash of the file"),
        _text("installed_at", "when, ISO time"),
        Column("geometry", Kind.GEOMETRY, "EPSG:4326, lon before lat"),
    ),
)

UNITED_PLACES = Table(
    "united_places",
    ("source_id", "record"),
    "Rows of imported lists that are places which were there already: their spellings were added to them",
    (
        _text("source_id", "row of sources: the list"),
        _text("record", "id that the place would have had"),
        _text("place_id", "row of places that it is"),
        Column("variants", Kind.TEXTS, "spellings of the list"),
        Column("lon", Kind.FLOAT, "longitude of the list, degrees"),
        Column("lat", Kind.FLOAT, "latitude of the list, degrees"),
        Column("radius_m", Kind.FLOAT, "how far off that point may be, metres"),
        _text("coord_source", "where that point is from", null=True),
    ),
)

WORKSPACE_TABLES: tuple[Table, ...] = (
    IMPORT_LOG,
    PROVENANCE,
    CHANGES,
    QUARANTINE,
    NAME_DECISIONS,
    WAITING_NAMES,
    DUPLICATE_PAIRS,
    PAIR_DECISIONS,
    MERGE_ORIGINALS,
    SAVED_AREAS,
    PROFILES,
    OWN_BOUNDARIES,
    UNITED_PLACES,
)
EVERY_TABLE: dict[str, Table] = {**BY_NAME, **{table.name: table for table in WORKSPACE_TABLES}}
"""The tables that a data folder may hold; those of :data:`model.tables.BY_NAME` it must hold."""
