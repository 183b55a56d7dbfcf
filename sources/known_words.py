"""What people write in columns of closed words, in English, Russian, Kyrgyz, Tajik and Uzbek.

Data more than code, as :mod:`sources.known_headers`. What is written here only has to be understood, never shown:
for what is shown the glossary in docs/translations.md binds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.enums import Border, Country, DateLevel, IncidentType, LocationLevel, Theme, Verification, Visibility
from model.labels import label
from sources.event_words import ACLED_TYPES
from sources.known_headers import lines_of
from sources.values import worded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

WORDS: Mapping[str, type[StrEnum]] = {
    "date_level": DateLevel,
    "country": Country,
    "location_level": LocationLevel,
    "incident_type": IncidentType,
    "theme": Theme,
    "border": Border,
    "verification": Verification,
    "visibility": Visibility,
}
"""The columns of closed words, each with its words."""

_LINES = """
date_level T1: day | день | күн | рӯз | kun | 1
date_level T2: week | неделя | апта | ҳафта | hafta | 2
date_level T3: month | месяц | ай | моҳ | oy | 3
date_level T5: year | год | жыл | сол | yil | 5
country KG: kyrgyzstan | kyrgyz republic | kgz | кыргызстан | киргизия | кыргызская республика | кр |
    кыргыз республикасы | қирғизистон | қирғизистон республикаси | qirgʻiziston | qirg'iziston | 417
country TJ: tajikistan | tjk | таджикистан | тажикстан | тоҷикистон | тожикистон | tojikiston | рт | 762 |
    республика таджикистан | ҷумҳурии тоҷикистон
country UZ: uzbekistan | uzb | узбекистан | өзбекстан | ӯзбекистон | ўзбекистон | oʻzbekiston | o'zbekiston |
    руз | республика узбекистан | 860
location_level L1: at the place | exact | village | settlement | точно | село | так | аниқ | aniq | 1
location_level L2: near the place | near | nearby | рядом | около | возле | жанында | наздик | yaqin | 2
location_level L3: district | district only | район | ноҳия | tuman | 3
location_level L4: province | province only | область | облус | вилоят | viloyat | 4
location_level L5: country | vague | страна | өлкө | кишвар | mamlakat | 5
location_level L9: unusable | unknown | неизвестно | белгисиз | номаълум | nomaʼlum | 9
incident_type armed_clash: armed clash | clash | battle | battles | fighting | armed conflict |
    вооруженное столкновение | вооружённое столкновение | столкновение | боестолкновение | бой |
    вооруженный конфликт | кагылышуу | куралдуу кагылышуу | куралдуу жаңжал | даргирии мусаллаҳона | задухӯрд |
    қуролли тўқнашув | qurolli toʻqnashuv | qurolli to'qnashuv | toʻqnashuv
incident_type shooting: shooting | gunfire | shots | exchange of fire | стрельба | обстрел | выстрелы |
    перестрелка | ок атуу | атышуу | тирпарронӣ | тирандозӣ | oʻq otish | o'q otish | otishma | ўқ отиш
incident_type stone_throwing: stone throwing | stone-throwing | brawl | fight | stone throwing or brawl |
    бросание камней | драка | забрасывание камнями | камни | потасовка | массовая драка | драка с камнями |
    таш ыргытуу | таш бараңга алуу | мушташ | мушташуу | сангпартоӣ | занозанӣ | tosh otish | mushtlashuv |
    janjal
incident_type hostage_detention: detention | hostage | hostage taking | hostage-taking | abduction |
    detention / hostage-taking | задержание | захват заложников | задержание / захват заложников | похищение |
    кармоо | барымтага алуу | барымта | боздошт | ба гаравгон гирифтан | гаравгонгирӣ | ushlash | garovga olish
    | қўлга олиш
incident_type road_blockade: blockade | road block | roadblock | road blockade | road closure |
    перекрытие дороги | блокада | перекрытие | перекрытие трассы | жол тосуу | жолду жабуу | бастани роҳ |
    yoʻlni toʻsish | йўлни тўсиш
incident_type livestock_crossing: livestock | livestock crossing | livestock theft | cattle | cattle theft |
    border crossing | livestock crossing the border | скот | угон скота | кража скота | переход скота | выпас |
    переход скота через границу | малдын өтүшү | мал уурдоо | мал | дуздии чорво | чорво | chorva oʻgʻirligi |
    chorva | нарушение границы | незаконное пересечение границы
incident_type land_water: land dispute | water dispute | land | water | land or water | irrigation | pasture |
    земельный спор | спор из-за воды | спор из-за земли | водный спор | вода | земля | пастбище | полив |
    жер талашы | суу талашы | суу | жер | баҳси замин | баҳси об | об | замин | yer nizosi | suv nizosi | suv |
    yer
incident_type infrastructure: infrastructure | infrastructure dispute | construction | road construction |
    инфраструктура | спор из-за инфраструктуры | строительство | строительство дороги | курулуш | сохтмон |
    инфрасохтор | инфраструктура боюнча талаш | infratuzilma | infratuzilma nizosi | qurilish
incident_type protest: protest | protests | demonstration | rally | акция протеста | протест | митинг | пикет |
    нааразылык | нааразылык акциясы | митинги | эътироз | амали эътирозӣ | гирдиҳамоӣ | norozilik |
    norozilik aksiyasi | miting | намойиш
incident_type riot_interethnic: riot | riots | unrest | interethnic violence | interethnic clash |
    массовые беспорядки | беспорядки | межэтническое насилие | межэтнический конфликт | межнациональный конфликт
    | башаламандык | массалык башаламандык | бетартибӣ | бетартибии оммавӣ | tartibsizlik |
    ommaviy tartibsizliklar
incident_type abuse_by_security: abuse | abuse by security forces | police abuse |
    beating by guards | нарушения со стороны силовых структур | превышение полномочий | избиение |
    злоупотребление | күч түзүмдөрүнүн укук бузуулары | зулм | huquqbuzarlik
incident_type mine_uxo: mine | uxo | landmine | mine explosion | explosion | подрыв на мине | мина | взрыв мины
    | взрыв | неразорвавшийся боеприпас | жарылуу | тарканиш | таркиш | mina | portlash | мина жарылуусу
incident_type other: other | else | другое | прочее | иное | башка | дигар | boshqa | бошқа
theme cross_border: cross-border | cross border | border | приграничный | трансграничный | граница | чек ара
theme interethnic: interethnic | ethnic | межэтнический | межнациональный | улуттар аралык | байниқавмӣ
theme security_provider: security provider | security providers | police | силовые структуры | милиция
theme other: other | другое | прочее | башка | дигар | boshqa
border KG-TJ: tj-kg | kg/tj | kyrgyzstan-tajikistan | kyrgyz-tajik | tajik-kyrgyz | кыргызско-таджикская |
    таджикско-кыргызская | киргизско-таджикская | таджикско-киргизская | кыргызстан-таджикистан | кыргыз-тажик |
    қирғизистон-тоҷикистон | тоҷикистон-қирғизистон | qirgʻiziston-tojikiston
border KG-UZ: uz-kg | kg/uz | kyrgyzstan-uzbekistan | kyrgyz-uzbek | uzbek-kyrgyz | кыргызско-узбекская |
    узбекско-кыргызская | киргизско-узбекская | узбекско-киргизская | кыргызстан-узбекистан | кыргыз-өзбек |
    қирғизистон-ӯзбекистон | qirgʻiziston-oʻzbekiston
border TJ-UZ: uz-tj | tj/uz | tajikistan-uzbekistan | tajik-uzbek | uzbek-tajik | таджикско-узбекская |
    узбекско-таджикская | таджикистан-узбекистан | тажик-өзбек | тоҷикистон-ӯзбекистон | tojikiston-oʻzbekiston
verification verified: verified | confirmed | yes | checked | подтверждено | проверено | да | тастыкталган |
    ооба | тасдиқшуда | тасдиқ шуд | ҳа | tasdiqlangan | ha
verification partly: partly | partly verified | partially | partially verified | частично |
    частично подтверждено | жарым-жартылай | жарым-жартылай тастыкталган | қисман | қисман тасдиқшуда | qisman |
    qisman tasdiqlangan
verification unverified: unverified | not verified | no | rumour | unconfirmed | не подтверждено | не проверено
    | нет | слух | тастыктала элек | жок | тасдиқнашуда | не | tasdiqlanmagan | yoʻq | yo'q
visibility public: public | open | публично | открыто | общедоступно | ачык | кушода | ochiq
visibility internal: internal | confidential | closed | внутренний | внутреннее | закрыто | ички | дохилӣ
"""
"""Column and word of it: texts that mean it; an indented line goes on with the one above."""
_TEXTS = lines_of(_LINES)


def known_words(column: str) -> dict[str, str]:
    """For a column of closed words: cell in small letters → its word.

    >>> known_words("incident_type")["драка"]
    'stone_throwing'
    """
    found: dict[str, str] = {}
    for word in WORDS[column]:
        others = _TEXTS.get(f"{column} {word.value}", ())
        for text in (word.value, word.value.replace("_", " "), label(word), *others):
            found.setdefault(worded(text), word.value)
    if column == "incident_type":
        found = {**ACLED_TYPES, **found}
    return found
