"""How people head lists of responses, and what their words for kinds of them mean: data more than code.

Headings of places, days and sources are those of :mod:`sources.known_headers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.enums import ResponseKind
from model.labels import label
from sources.known_headers import KNOWN_HEADERS, compared, lines_of
from sources.values import worded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LINES = """
response_id: response id | id | no | nr | number | code | № | № п/п | номер | код | ид | рақам | raqam
name_en: name en | name | title | activity | project | programme | program | response | measure | what was done |
    название | наименование | мероприятие | деятельность | проект | программа | что сделано | аталышы | долбоор |
    иш-чара | ном | номи | лоиҳа | чорабинӣ | nomi | loyiha | tadbir
kind: kind | type | category | kind of response | type of activity | вид | тип | категория | вид деятельности |
    түрү | навъ | turi | toifa
part_of: part of | group | project group | часть проекта | группа
district: stated district | districts | районы
provinces: stated province | provinces | области | регионы
countries: country | countries | страны
date_note: date note | note on dates | примечание к датам
actors: actors | actor | who | by whom | organisation | organization | organisations | implementer |
    implementing partner | partners | кто | организация | организации | исполнитель | исполнители | партнеры |
    уюм | ким | ташкилот | ташкилотҳо | tashkilot | kim
funder: funder | funders | donor | donors | funded by | донор | доноры | финансирование | кто платит | donorlar
concern: concern | problem | issue | purpose | aim | against what | цель | проблема | задача | максат | мақсад |
    maqsad
reported_result: reported result | result | results | outcome | outcomes | achieved | результат | результаты |
    итог | итоги | жыйынтык | натиҷа | natija
verification_note: verification note
"""
_SHARED: Mapping[str, str] = {
    "stated_district": "district",
    "stated_province": "provinces",
    "country": "countries",
    "parties": "actors",
    "description": "description",
    **{
        name: name
        for name in (
            *("date_start", "date_end", "date_level", "place_text", "lon", "lat", "location_level"),
            *("source_title", "source_url", "verification"),
        )
    },
}
"""Columns of lists of incidents whose headings mean the same here, and our name for them."""
_OWN = lines_of(_LINES)
HEADERS: Mapping[str, str] = {
    **{heading: _SHARED[column] for heading, column in KNOWN_HEADERS.items() if column in _SHARED},
    **{compared(heading): column for column, headings in _OWN.items() for heading in (column, *headings)},
}
"""Heading as headings are compared: the column that it means."""

_KINDS = """
working_group: community group | security working group | working groups | рабочая группа | группа | жумушчу топ |
    гурӯҳи корӣ | ishchi guruh
dialogue: dialog | meeting | meetings | mediation | negotiations | talks | exchange | диалог | встреча | встречи |
    переговоры | медиация | сүйлөшүү | жолугушуу | муколама | вохӯрӣ | muloqot | uchrashuv
training: trainings | workshop | seminar | course | обучение | тренинг | семинар | курсы | окутуу | омӯзиш |
    тарбия | oʻqitish | trening | seminar
patrol: patrols | joint patrol | joint patrols | патруль | патрулирование | совместное патрулирование | күзөт |
    посбонӣ | patrul
agreement: agreements | treaty | protocol | memorandum | соглашение | договор | протокол | меморандум |
    макулдашуу | келишим | созишнома | шартнома | kelishuv | bitim
water_sharing: sharing water | water | water management | irrigation | распределение воды | вододеление | вода |
    суу бөлүштүрүү | тақсими об | suv taqsimoti
infrastructure: building | construction | roads | road construction | инфраструктура | строительство | дороги |
    курулуш | сохтмон | инфрасохтор | qurilish | infratuzilma
rebuilding: reconstruction | repair | repairs | recovery | восстановление | реконструкция | ремонт |
    калыбына келтирүү | барқарорсозӣ | таъмир | tiklash | taʼmirlash
relocation: resettlement | evacuation | переселение | эвакуация | отселение | көчүрүү | кӯчонидан | koʻchirish
other: else | другое | прочее | иное | башка | дигар | boshqa
"""
KINDS: Mapping[str, str] = {
    **{worded(text): kind for kind, texts in lines_of(_KINDS).items() for text in texts},
    **{
        worded(text): kind.value
        for kind in ResponseKind
        for text in (kind.value, kind.value.replace("_", " "), label(kind))
    },
}
"""Cell in small letters: the kind of response that it means."""

GOES_ON: frozenset[str] = frozenset(
    {
        *("ongoing", "going on", "present", "now", "continues", "continuing", "to date", "until now", "today"),
        *("продолжается", "по настоящее время", "по н.в.", "н.в.", "настоящее время", "сейчас", "идет", "идёт"),
        *("азыр", "уланууда", "ҳозир", "давом дорад", "hozir", "davom etmoqda"),
    }
)
"""What stands for the last day of something that has not ended."""


def columns_of(headers: Sequence[str]) -> dict[str, str]:
    """Our column and the header that means it; the first one where several do.

    >>> columns_of(["№", "Название", "Тип", "Район", "Результат", "X-ray"])
    {'response_id': '№', 'name_en': 'Название', 'kind': 'Тип', 'district': 'Район', 'reported_result': 'Результат'}
    """
    found: dict[str, str] = {}
    for header in headers:
        column = HEADERS.get(compared(header))
        if column is not None:
            found.setdefault(column, header)
    return found
