"""Why a row of an imported file could not be used: codes and their sentences, each with what to do next."""

from __future__ import annotations

from model.strings import N_, Message

_TEXTS: dict[str, str] = {
    "Q01": N_("{column} is empty, but every row needs it: fill it in."),
    "Q02": N_("'{value}' in {column} is not a date: write it as YYYY-MM-DD, for example 2022-09-14."),
    "Q03": N_(
        "'{value}' in {column} is not a whole number from 0 on: write digits, or leave it empty for unknown."
    ),
    "Q04": N_(
        "'{value}' in {column} is not a coordinate in degrees ({first} to {last}): write it as 40.2345, and check "
        "that longitude and latitude are not exchanged."
    ),
    "Q05": N_("'{value}' in {column} is no word that we know: use one of {words}."),
    "Q06": N_("'{value}' in {column} stands in row {other} already: each record needs an id of its own."),
    "Q07": N_("The row has {found} cells, but the header has {expected}: look for a stray separator or quote."),
    "Q08": N_("{column} says {value}, which lies before the first day {other}: exchange or correct the dates."),
    "Q09": N_("{column} says {value}, which does not fit {other}: the lowest number must not exceed the highest."),
    "Q10": N_("The cell in {column} has {length} characters, more than {most}: shorten it."),
    "Q11": N_("'{value}' in {column} has a year outside {year_first} to {year_last}: correct the date."),
    "Q12": N_("The row cannot be read as {encoding}: save the file as UTF-8 and import it again."),
    "Q14": N_(
        "A quotation mark of the row is never closed, or stands inside a cell: mend it and import it again."
    ),
    "Q15": N_("The row holds NUL characters, so a part of it is lost: export the file anew and import it again."),
    "Q16": N_("{column} is empty, but {other} is not: a point needs both, so fill it in or empty the other."),
    "Q17": N_(
        "{column} says '{value}': those who run the survey did not accept this interview, so it is left out. "
        "Approve it there and export it again if that is a mistake."
    ),
    "Q18": N_(
        "{column} says '{value}': the person did not agree to take part, so nothing of the interview is kept."
    ),
    "Q19": N_("'{value}' in {column} is not a weight above 0: write a number such as 0.85."),
    "Q20": N_(
        "'{value}' in {column} belongs to no interview that was taken in: import the file of the interviews with "
        "it, and mend the interview if it was set aside."
    ),
    "Q21": N_(
        "{column} says '{value}': the interview is encrypted and cannot be read. Export it anew with the "
        "passphrase of the project."
    ),
    "Q22": N_(
        "{column} says '{value}', which is no kind of settlement that we know: the row is left out. If it is one, "
        "write city, town, village or settlement."
    ),
    "Q23": N_(
        "The place of the row lies outside the map or the three countries ({column}: '{value}'), so it is left "
        "out: correct it if that is a mistake."
    ),
    "Q13": N_("The shape of the row is not usable ({value}): mend it in a map program and import it again."),
}
"""Readers add codes here; docs/imports.md has a row for each (a test looks)."""

IMPORT_CODES: tuple[str, ...] = tuple(_TEXTS)


def import_problem(code: str, **fields: object) -> Message:
    """The sentence of a code with its fields.

    >>> import_problem("Q01", column="event_date").english()
    'event_date is empty, but every row needs it: fill it in.'
    """
    return Message(_TEXTS[code], fields, code)
