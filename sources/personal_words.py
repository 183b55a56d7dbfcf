"""The words by which a heading says that its cells could tell a person, in five languages.

Data more than code: whoever meets another heading adds its word to its line, and a case to the test on both
sides – what is a person's, and what only looks like it. Words stand as :func:`sources.personal.words_of` writes
them: small letters, marks and lines as spaces, the turned comma of Uzbek left out; a word that ends with ``*`` is
the beginning of one.
"""

from __future__ import annotations

import re


def words(text: str) -> re.Pattern[str]:
    r"""A pattern of whole words, of parts between upright lines; ``*`` at the end of a word = any ending.

    >>> bool(words("phone* | e mail").search("his phones")), bool(words("mail").search("e mailbox"))
    (True, False)
    """
    parts = (re.escape(part.strip()).replace(r"\*", r"\w*").replace(r"\ ", " ") for part in text.split("|"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


WHOLE: frozenset[str] = frozenset(
    part.strip()
    for part in """
    deviceid | device id | subscriberid | subscriber id | simserial | simid | sim id | imei | imsi | username |
    user name | login | ip | ip address | ip адрес | mac address | submitted by | submitterid | submittername |
    submitter id | submitter name | submitter | collected by | recorded by | filled by | filled in by |
    entered by | interviewed by | created by | author | audit | audit url | audio url | background audio |
    instancename |
    instance name | meta instancename | meta instance name | meta audit | geolocation | notes by | responsible |
    enumerator | enumerators | interviewer | interviewers | surveyor | data collector | supervisor | respondent |
    interviewee | informant | witness | contact | contacts | contact info | surname | patronymic | signature |
    инн | пин | пинфл | pinfl | jshshir | жшшир | nid | pin | ssn | inn | tin |
    интервьюер | респондент | анкетер | супервайзер | заполнил | заполнила | кто заполнил | опросил | свидетель |
    контакт | контакты | подпись | ответственный | устройство | логин |
    сурамжылоочу | маек алуучу | толтурган | күбө | байланыш | колу | кол тамга |
    пурсидашаванда | пурсишгар | мусоҳибагир | пуркунанда | шоҳид | имзо | тамос |
    suhbatdosh | intervyuer | soʻrovchi | sorovchi | anketachi | toʻldirgan | toldirgan | guvoh | imzo | aloqa |
    суҳбатдош | сўровчи | тўлдирган | гувоҳ
    """.replace("\n", " ")
    .replace("ʻ", "")
    .split("|")
)
"""Headings that are a person's as a whole."""

ALWAYS = words(
    """phone number* | mobile number* | telephone number* | whatsapp number* | contact number* | contact person* |
    contact detail* | contact information | cell number | phone no | tel no | e mail | email* | electronic mail |
    passport number* | passport no | passport series | id card* | identity card | national id* | device id* |
    serial number of the device | date of birth | birth date | birthdate | birthday | dob | home address |
    address of the respondent | address of respondent | respondent address | house number | postal address |
    ip address* | full name* | first name* | last name* | family name | given name* | middle name* | maiden name |
    surname* | nickname* | nick name | patronymic* | your name | father name | mother name | fathers name |
    take a photo* | take a picture* | photo url | picture url | signature of | voice recording | audio recording |
    номер телефона | номера телефонов | телефонный номер | мобильный номер | номер мобильного | эл почта |
    эл адрес | электронн* почт* | адрес электронной почты | контактное лицо | контактные данные |
    контактный телефон | паспортн* данн* | номер паспорта | серия паспорта | серия и номер | дата рождения |
    домашний адрес | адрес проживания | адрес респондента | адрес жительства | адрес прописки |
    номер дома | фио | ф и о | ф и ш | имя | имена | фамили* | отчеств* |
    сделайте фото* | запись голоса | аудиозапис* | ip адрес |
    телефон номер* | уюлдук номер* | электрондук почта* | электрондук дарек* | туулган күн* | паспорт номер* |
    аты жөнү | аты жону | атасынын аты | үй дареги | жашаган дареги | үйүнүн номери |
    рақами телефон | рақамҳои телефон | почтаи электронӣ | суроғаи электронӣ | санаи таваллуд | рақами паспорт |
    шиноснома* | ному насаб | насаб* | номи падар | ному номи падар | суроғаи хона | суроғаи зист |
    telefon raqam* | mobil raqam* | elektron pochta* | elektron manzil* | tugilgan sana* | tugilgan kun* |
    pasport raqam* | pasport seriya* | f i sh | fish | f i o | fio | ism | ismi | ismlar* | isminigiz | ismingiz |
    familiya* | sharif | sharifi | otasining ismi | uy manzili | yashash manzili | uy raqami |
    телефон рақам* | электрон почта* | туғилган сана* | паспорт рақам* | исм | исми | исмингиз | шарифи"""
)
"""Words that are a person's wherever they stand in a heading that is no question about having them."""

SHORT = words(
    """phone* | telephone* | mobile* | cellphone* | cell phone* | tel | whatsapp* | whats app* | telegram |
    viber | skype | passport* | address* | street | selfie* | photo* | picture* | image* | audio* | video* |
    signature* |
    телефон* | мобильный | сотовый | вотсап | ватсап | вацап | паспорт* | адрес* | улица | фото* | снимок |
    снимки | аудио* | видео* | подпис* | почта |
    сүрөт | сүрөтү | сүрөттөр | дарек* | дареги | көчө* | үн жазуу* | кол тамга* |
    акс | аксҳо | сурат* | суроға* | нишон* | кӯча | имзо* | сабти овоз |
    telefon* | pasport* | manzili | manzilingiz | rasm* | surat* | foto* | imzo* | kocha* | ovoz yozuvi |
    манзили | расм* | кўча*"""
)
"""Words that are a person's in a short heading that speaks of nothing else."""

MOST_SHORT = 4
"""A short heading has so many words at most."""

ASKS = words(
    """do | does | did | have | has | is | are | was | were | how | why | what | which | when | use | uses | used |
    own | owns | internet | access | coverage | network | the number of | total number | many | often |
    count | calls | cost | type | brand | source | sources | web | media | survey | inspection |
    interview mode | mode |
    есть | имеет* | имеется | ли | сколько | как | какой | какая | какие | почему | интернет* | доступ | связь |
    покрытие | количество | число | источник* | ссылка | марка | бывает | пользуетесь | происшествия | события |
    инцидента | сайт* |
    бар | барбы | жок | канча | кандай | эмне | интернети* | булак* | окуянын | саны | сайттын |
    дорад | доред | дорои | оё | чанд | чӣ | кадом | манбаъ* | ҳодиса | шумораи |
    bormi | bor | nechta | qanday | qaysi | internetli | manba* | hodisa | soni | сони | борми"""
)
"""A heading with one of these asks about something, or speaks of something else than a person's own."""

NAME = words("name | names")
"""Names in English: whose is told by the words beside it."""
NAME_BEFORE = words("аты | атын | nomi | номи | ati")
"""Names that stand after what they are of (Kyrgyz, Uzbek)."""
NAME_AFTER = words("ном | номи | исм")
"""Names that stand before what they are of (Tajik)."""

PERSON = words(
    """respondent* | interviewee* | interviewer* | enumerator* | person* | people | participant* | surveyor* |
    collector* | supervisor* | head | chief | leader | elder | imam | teacher | doctor | nurse | driver | officer |
    guard | soldier | victim* | witness* | informant* | contact | father* | mother* | child | children | son |
    daughter | wife | husband | spouse | owner | complainant | applicant | beneficiary | beneficiaries | member |
    reporter | caller | patient | man | woman | household | hh | user | author | recorder | observer | monitor |
    killed | injured | wounded | dead | detained | detainee* | hostage* | suspect* | perpetrator* | civilian* |
    респондент* | интервьюер* | анкетер* | участник* | пострадавш* | свидетел* | главы | человека |
    сурамжылоочу* | катышуучу* | жабырлануучу* | күбө* | адам* | кишинин | башчы* | сиздин |
    пурсидашаванда | пурсишгар | мусоҳибагир | иштирокчӣ | ҷабрдида | шоҳид | шахс | сокин | раис | шумо |
    respondent* | intervyuer* | suhbatdosh* | ishtirokchi* | jabrlanuvchi* | guvoh* | odam* | kishi* | rais* |
    респондент* | суҳбатдош* | иштирокчи* | жабрланувчи* | гувоҳ* | одам*"""
)
"""Whoever has a name."""

BARE: frozenset[str] = frozenset({"name", "names", "аты", "ном", "номи", "ati", "manzil", "манзил"})
"""Headings, name or address, that are a person's only in a table about persons."""

ABOUT_PERSONS: frozenset[str] = frozenset(
    [
        "age",
        "sex",
        "gender",
        "возраст",
        "пол",
        "жашы",
        "курагы",
        "жыныс",
        "жынысы",
        "син",
        "ҷинс",
        "yosh",
        "yoshi",
        "jins",
        "jinsi",
        "ёш",
        "жинс",
    ]
)
"""Headings that say that a table is about persons."""

POINT = words(
    """latitude | longitude | lat | lon | lng | altitude | accuracy | gps | geopoint | geotrace | geoshape |
    geolocation | coordinate* | широта | долгота | координат* | геолокац* | геопозиц* | кеңдик | узундук |
    координаталар* | арз | тӯл | тӯлӣ | координатаҳо | kenglik | uzunlik | koordinata* | кенглик | узунлик"""
)
"""Where somebody was asked, in the table of a survey."""
