"""How people head the columns of their incident lists, in English, Russian, Kyrgyz, Tajik and Uzbek.

Data more than code: whoever meets another heading adds it to its line. Headings are compared as
:func:`compared` writes them, so case, spaces, dots and lines do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.incident_log import LOG_FIELDS
from sources.raw_table import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINES = """
source_record: id | no | nr | number | record | record id | event id | incident id | case | case id | code |
    event_id_cnty | data_id | № | № п/п | n п/п | номер | код | ид | катар номери | рақам | рақами тартибӣ |
    raqam | tartib raqami | т/р | t/r
date_start: date | event date | incident date | start | start date | date start | date from | from | first day |
    begin | begin date | date of incident | date of event | day | when | дата | дата события | дата инцидента |
    дата происшествия | дата начала | начало | первый день | день | когда | күнү | дата начала события |
    окуянын күнү | башталган күнү | качан | биринчи күн | сана | санаи ҳодиса | санаи оғоз | рӯзи аввал | кай |
    рӯз | sana | hodisa sanasi | boshlanish sanasi | kun | qachon | birinchi kun | санаси | ҳодиса санаси | кун
date_end: end | end date | date end | date to | to | until | last day | дата окончания | окончание | конец |
    последний день | дата конца | аяктаган күнү | акыркы күн | аягы | санаи анҷом | рӯзи охир | tugash sanasi |
    oxirgi kun | tugashi | тугаш санаси
date_level: date level | date precision | точность даты | датанын тактыгы | дақиқии сана | sana aniqligi
country: country | state | страна | государство | өлкө | мамлекет | кишвар | давлат | mamlakat | davlat |
    мамлакат
stated_province: province | region | oblast | admin1 | adm1 | область | регион | облус | дубан | вилоят |
    viloyat | минтақа | hudud
stated_district: district | rayon | raion | admin2 | adm2 | nohiya | tuman | район | округ | ноҳия | туман |
    район/город | район город | город/район | ноҳия/шаҳр | tuman/shahar | district/city
place_text: place | location | village | settlement | site | where | place name | town | locality | admin4 |
    место | место происшествия | место события | место инцидента | населенный пункт | населённый пункт |
    нас. пункт | село | локация | где | местность | нп | жер | айыл | орун | кайда | окуянын орду |
    калктуу конуш | калктуу пункт | ҷой | деҳа | маҳал | макон | куҷо | маҳалли аҳолинишин | joy | qishloq |
    qayerda | aholi punkti | manzil | hodisa joyi | жой | қишлоқ | ҷойи ҳодиса
lon: lon | long | lng | longitude | x | gps lon | point x | долгота | узундук | тӯлӣ | тӯл | uzunlik
lat: lat | latitude | y | gps lat | point y | широта | кеңдик | арз | kenglik
location_level: location level | precision | geo precision | location precision | precision of the place |
    точность | точность места | точность координат | тактык | дақиқӣ | aniqlik
incident_type: type | event type | incident type | type of incident | type of event | category | kind |
    sub event type | тип | тип события | тип инцидента | вид | вид инцидента | вид происшествия | категория |
    түрү | характер | окуянын түрү | навъ | навъи ҳодиса | намуд | намуди ҳодиса | turi | hodisa turi | toifa |
    ҳодиса тури | тури
theme: theme | topic | strand | тема | тематика | тематикасы | мавзӯ | mavzu | мавзу
border: border | which border | граница | участок | граница между | чек ара | сарҳад | chegara | чегара
parties: parties | actors | actor | sides | groups | participants | who | стороны | участники | субъекты |
    стороны конфликта | тараптар | катышуучулар | тарафҳо | иштирокчиён | tomonlar | ishtirokchilar
killed_low: killed low | killed min | погибло мин
killed_best: killed | deaths | dead | fatalities | number killed | killed best | погибло | погибшие | погибших |
    убито | убитые | умерло | каза болгондор | каза болду | өлгөндөр | ҳалокшудагон | кушташудагон |
    halok boʻlganlar | halok bo'lganlar | oʻlganlar | ҳалок бўлганлар
killed_high: killed high | killed max | погибло макс
injured_low: injured low | injured min | ранено мин
injured_best: injured | wounded | injuries | number injured | ранено | раненые | раненых |
    жаракат алгандар | жарадарлар | маҷрӯҳшудагон | захмиён | jarohatlanganlar | yaradorlar |
    ярадорлар
injured_high: injured high | injured max | ранено макс
displaced_low: displaced low | displaced min
displaced_best: displaced | displaced people | idps | evacuated | перемещено | перемещенные | эвакуировано |
    переселено | вынужденно перемещённые | которгондор | аргасыз жер которгондор | кӯчонидашудагон | кӯчидагон |
    маҷбуран кӯчидагон | koʻchganlar | ko'chganlar | majburan koʻchganlar
displaced_high: displaced high | displaced max
description: description | notes | note | details | what happened | summary | narrative | comment | comments |
    описание | что произошло | подробности | краткое описание | суть | содержание | примечание | детали |
    комментарий | эмне болду | сүрөттөмө | баяндама | кыскача мазмуну | тавсиф | чӣ шуд | шарҳ | мазмун | tavsif
    | nima boʻldi | nima bo'ldi | izoh | mazmuni | тавсифи | нима бўлди
source_title: source | sources | source title | reported by | media | источник | источники | кто сообщил |
    источник информации | сми | булак | ким билдирди | манбаъ | кӣ хабар дод | manba | manbalar | манба
source_url: source url | url | link | web | address of the source | ссылка | ссылка на источник | шилтеме |
    адрес источника | пайванд | havola | интернет адрес
verification: verification | verified | checked | confirmed | status | проверено | подтверждено | проверка |
    достоверность | текшерилди | тастыкталган | тафтиш | тасдиқ | tekshirilgan | tasdiqlangan
visibility: visibility | who may see it | confidentiality | access | доступ | видимость | кто может видеть |
    конфиденциальность | ким көрө алат | дастрасӣ | kim koʻra oladi
"""
"""Column of the contract: headings that mean it; an indented line goes on with the one above."""


def lines_of(text: str) -> dict[str, tuple[str, ...]]:
    r"""What stands before the colon of each line: the texts after it, cut at upright lines.

    >>> lines_of("lon: x | long |\n    lng")
    {'lon': ('x', 'long', 'lng')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for line in text.replace("\n    ", " ").strip().splitlines():
        key, _, texts = line.partition(": ")
        found[key] = tuple(part.strip() for part in texts.split("|"))
    return found


def compared(heading: str) -> str:
    """A heading as headings are compared here: the numero sign is a word.

    >>> compared("№ п/п"), compared("Event_Date")
    ('noпп', 'eventdate')
    """
    return plain(heading.replace("№", "no"))


_HEADINGS = lines_of(_LINES)
COLUMNS: tuple[str, ...] = tuple(_HEADINGS)
"""The columns that a list of incidents may fill."""
KNOWN_HEADERS: Mapping[str, str] = {
    **{compared(heading): column for column, headings in _HEADINGS.items() for heading in (*headings, column)},
    **{compared(field.label): field.column for field in LOG_FIELDS},
}
"""Heading as headings are compared: the column that it means."""
