"""How forms head the columns that are no questions, and the answers that mean the same in every survey.

Data more than code. Headings are compared as :func:`sources.known_headers.compared` writes them, answers in small
letters with single spaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.known_headers import KNOWN_HEADERS, compared, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROLES = """
wave: wave | survey wave | survey round | round of the survey | волна | раунд | тур опроса | толкун | мавҷ |
    toʻlqin | to'lqin
district: district | district name | name of district | rayon | район или город | район
province: province | oblast | province name
place: place | village | village name | name of village | name of the village | settlement name | place name |
    название села | село | айылдын аты | номи деҳа | qishloq nomi
cluster: cluster | psu | ea | enumeration area | cluster id | ea code | кластер | счетный участок |
    участок опроса | сурамжылоо участогу | минтақаи пурсиш | soʻrov uchastkasi
weight: weight | weights | wt | sampling weight | sample weight | survey weight | final weight | вес | веса |
    весовой коэффициент | салмак | вазн | vazn | ogʻirlik
sex: sex | gender | sex of the respondent | gender of respondent | пол | пол респондента | жынысы | жыныс | ҷинс |
    jins | jinsi | жинс
age: age | age band | age group | age of respondent | age of the respondent | возраст | возрастная группа | жашы |
    курагы | синну сол | син | yosh | yoshi | ёш
interview_mode: interview mode | mode of interview | режим интервью
consent: consent | informed consent | согласие | макулдук | розигӣ | rozilik
ethnicity: ethnic group | ethnicity | nationality | этническая группа | национальность | улуту | миллат | millati |
    миллати
"""
"""What a column is for: headings that say so."""

OUR_ROLES: Mapping[str, str] = {
    "wave": "wave",
    "district": "district",
    "place": "place",
    "cluster": "cluster",
    "sex": "sex",
    "age_band": "age",
    "interview_mode": "interview_mode",
    "consent": "consent",
    "ethnic_group": "ethnicity",
}
"""Questions of the bundled questionnaire that are no questions of the survey, and what they are for."""

_BY_COLUMN = {"stated_district": "district", "stated_province": "province", "place_text": "place"}

_SHORT = 2
"""Shorter headings of lists of incidents mean too much in a form."""

ROLES: Mapping[str, str] = {
    **{
        heading: _BY_COLUMN[column]
        for heading, column in KNOWN_HEADERS.items()
        if column in _BY_COLUMN and len(heading) > 2
    },
    **{compared(heading): role for role, headings in lines_of(_ROLES).items() for heading in headings},
}
"""Heading as headings are compared: what the column is for."""

YES_NO: Mapping[str, str] = {
    **dict.fromkeys(("yes", "да", "ооба", "ҳа", "ha", "y", "true", "oui", "sí"), "yes"),
    **dict.fromkeys(("no", "нет", "жок", "не", "yoʻq", "yo'q", "йўқ", "n", "false", "non"), "no"),
}
DONT_KNOW, REFUSED = "dont_know", "refused"
NOT_SAID: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *(
                "don't know",
                "don’t know",
                "dont know",
                "do not know",
                "i do not know",
                "i don't know",
                "dont_know",
            ),
            *("don't_know", "do_not_know", "dk", "не знаю", "затрудняюсь ответить", "затрудняюсь", "билбейм"),
            *("жооп берүү кыйын", "намедонам", "ҷавоб додан душвор аст", "bilmayman", "javob berish qiyin"),
        ),
        DONT_KNOW,
    ),
    **dict.fromkeys(
        (
            *("refused", "refusal", "refused to answer", "decline to state", "declined", "prefer not to say"),
            *("prefer not to answer", "no answer wished", "no answer", "отказ", "отказ от ответа", "нет ответа"),
            *("жооп бергиси келген жок", "аз ҷавоб додан худдорӣ кард", "javob berishni istamadi"),
        ),
        REFUSED,
    ),
}
"""Answers that say nothing, and their codes: figures treat them alike in every survey."""

SEXES: Mapping[str, str] = {
    **dict.fromkeys(
        ("female", "f", "woman", "women", "girl", "женский", "жен", "женщина", "ж", "аял", "кыз", "зан", "ayol"),
        "female",
    ),
    **dict.fromkeys(("аёл", "ayol", "жен.", "духтар", "қиз"), "female"),
    **dict.fromkeys(
        ("male", "m", "man", "men", "boy", "мужской", "муж", "мужчина", "м", "эркек", "мард", "erkak", "эркак"),
        "male",
    ),
    **dict.fromkeys(("муж.", "эркак", "писар", "oʻgʻil"), "male"),
}
"""What cells about the sex of a person mean; anything else is not told."""

MODES: Mapping[str, str] = {"face_to_face": "face to face", "phone": "phone"}
"""How an interview was held: code of the questionnaire, words of the contract."""

AGE_BANDS: tuple[tuple[int, str], ...] = (
    (18, "under 18"),
    (30, "18-29"),
    (45, "30-44"),
    (60, "45-59"),
    (200, "60+"),
)
"""First age above the band, and the band (those of the bundled questionnaire)."""

TRUE = frozenset({"1", "true", "yes", "1.0", "да"})
FALSE = frozenset({"0", "false", "no", "0.0", "нет"})
"""Cells of the column of one option."""


def compact(text: str) -> str:
    """A text as answers and labels are compared: small letters, single spaces.

    >>> compact("  Rather  safe ")
    'rather safe'
    """
    return " ".join(text.split()).casefold()
