"""Which headings could tell a person: a table read both ways, what is a person's and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.incident_log import LOG_FIELDS
from sources.known_headers import COLUMNS
from sources.personal import KEY_LETTERS, personal_columns, respondent_key
from sources.xlsform import bundled_form

SURVEY = "_uuid"
PERSONS = (
    "Name of the respondent",
    "Respondent name",
    "respondent_name",
    "Respondent's full name",
    "Name of head of household",
    "Name of the village head",
    "Name of enumerator from village council",
    "What is your name?",
    "First name",
    "last_name",
    "Surname",
    "Enumerator",
    "Enumerator name",
    "Interviewer",
    "interviewer_name",
    "Victim name",
    "Names of the killed",
    "Phone",
    "phone_number",
    "Please enter the phone number of the respondent",
    "Mobile number",
    "WhatsApp",
    "E-mail",
    "email",
    "deviceid",
    "DeviceID",
    "subscriberid",
    "simserial",
    "phonenumber",
    "IMEI",
    "username",
    "IP address",
    "_submitted_by",
    "SubmitterName",
    "SubmitterID",
    "meta/instanceName",
    "audit",
    "Address",
    "Home address",
    "home-address-street",
    "Date of birth",
    "Passport number",
    "Take a photo of the house",
    "photo",
    "Signature of the respondent",
    "interview/respondent/phone",
    "_notes",
    "ФИО",
    "Ф.И.О. респондента",
    "Имя",
    "Имя респондента",
    "Имя главы семьи",
    "Фамилия",
    "Отчество",
    "Телефон",
    "Номер телефона",
    "Мобильный телефон респондента",
    "Эл. почта",
    "Электронная почта",
    "Адрес",
    "Домашний адрес",
    "Дата рождения",
    "Интервьюер",
    "ФИО интервьюера",
    "Подпись",
    "Фото дома",
    "ИНН",
    "Паспортные данные",
    "Контактное лицо",
    "Аты-жөнү",
    "Респонденттин аты",
    "Телефон номери",
    "Туулган күнү",
    "Дареги",
    "Сурамжылоочу",
    "Сурамжылоочунун аты",
    "Сүрөт",
    "Ному насаб",
    "Номи пурсидашаванда",
    "Насаб",
    "Рақами телефон",
    "Санаи таваллуд",
    "Суроға",
    "Мусоҳибагир",
    "Акс",
    "F.I.Sh.",
    "Ism",
    "Ismi",
    "Familiyasi",
    "Respondent ismi",
    "Telefon raqami",
    "Tugʻilgan sanasi",
    "Tug'ilgan sanasi",
    "Uy manzili",
    "Imzo",
    "Исми",
    "Фамилияси",
    "Телефон рақами",
)
NOBODY = (
    "Village name",
    "Name of village",
    "Name of the village of the respondent",
    "Name of VDC",
    "Bohole name and ID",
    "water_point_name",
    "Place name",
    "location_name",
    "name_en",
    "Name of the organisation",
    "Project name",
    "School name",
    "Main role of the respondent",
    "Sex of the person asked",
    "Age",
    "How many people live in your household?",
    "Do you have a telephone with internet?",
    "phone_internet",
    "Do you have a phone number?",
    "same_sex_interviewer",
    "Are the interviewer and the person asked of the same sex?",
    "interview_mode",
    "How many phone calls did you make?",
    "Who do you call when the repairs are beyond your capacity",
    "rating_fulcrum_pin",
    "source_url",
    "Source",
    "event_id_cnty",
    "actor1",
    "assoc_actor_1",
    "dyad_name",
    "notes",
    "geo_precision",
    "_validation_status",
    "_status",
    "_id",
    "_uuid",
    "_index",
    "__version__",
    "_submission_time",
    "SubmissionDate",
    "KEY",
    "PARENT_KEY",
    "hometown",
    "Название села",
    "Наименование населённого пункта",
    "Населённый пункт",
    "Село",
    "Район или город",
    "Описание",
    "Источник информации",
    "Адрес источника",
    "Адрес происшествия",
    "Есть ли у вас телефон с интернетом?",
    "Сколько человек живёт в вашей семье?",
    "Айылдын аты",
    "Айыл",
    "Интернети бар телефонуңуз барбы?",
    "Сүрөттөмө",
    "Номи деҳа",
    "Деҳа",
    "Шумо дорои телефони интернетдор ҳастед?",
    "Qishloq nomi",
    "Qishloq",
    "Internetli telefoningiz bormi?",
    "Қишлоқ номи",
    "Manba",
)


@pytest.mark.parametrize("header", PERSONS)
def test_a_heading_of_a_person_is_known(header: str) -> None:
    assert personal_columns([header, SURVEY]) == {header}


@pytest.mark.parametrize("header", [header for header in PERSONS if header not in {"DeviceID", "_submitted_by"}])
def test_a_heading_of_a_person_is_known_in_capitals_and_in_a_list_of_incidents(header: str) -> None:
    shouted = header.upper()
    assert personal_columns([shouted, "Date"]) == {shouted}


@pytest.mark.parametrize("header", NOBODY)
def test_a_heading_that_only_looks_like_a_persons_is_left(header: str) -> None:
    assert personal_columns([header, SURVEY]) == frozenset()


@pytest.mark.parametrize("bare", ["name", "Name", "Аты", "Ном", "Manzil"])
def test_a_bare_name_is_a_persons_only_in_a_table_about_persons(bare: str) -> None:
    assert personal_columns([bare, "lat", "lon"]) == frozenset()
    assert personal_columns([bare, "age"]) == {bare}
    assert personal_columns([bare, "PARENT_KEY", "KEY"]) == {bare}


def test_no_heading_of_an_incident_list_is_taken_for_a_persons() -> None:
    assert personal_columns([*COLUMNS, *(field.label for field in LOG_FIELDS)]) == frozenset()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            ["location", "_location_latitude", "_location_longitude", "_location_altitude", "_location_precision"],
            5,
        ),
        (["grp/where", "grp/_where_latitude", "grp/_where_longitude"], 3),
        (["spot-Latitude", "spot-Longitude", "spot-Altitude", "spot-Accuracy", "SubmissionDate"], 4),
        (["latitude", "longitude", "GPS", "_uuid"], 3),
        (["_geolocation", "_uuid"], 1),
        (["latitude", "longitude", "event_date"], 0),
        (["gps lat", "gps lon", "date"], 0),
        (["site-Latitude", "site-Longitude", "date"], 0),
    ],
)
def test_where_somebody_was_asked_is_personal_and_where_something_happened_is_not(
    headers: list[str], expected: int
) -> None:
    assert len(personal_columns(headers)) == expected


def test_a_column_with_the_address_of_a_file_goes_with_its_question() -> None:
    headers = ["Borehole", "Borehole_URL", "source_URL"]
    assert personal_columns(headers) == {"Borehole_URL"}


def test_an_option_is_judged_by_its_question() -> None:
    headers = ["How do you pay?", "How do you pay?/Mobile", "Contact", "Contact/Village name"]
    assert personal_columns(headers) == {"Contact", "Contact/Village name"}


def test_no_question_of_the_bundled_questionnaire_is_personal() -> None:
    form = bundled_form()
    names = [question.name for question in form.questions]
    labels = [label for question in form.questions for label in question.labels.values()]
    assert personal_columns([*names, SURVEY]) == frozenset()
    assert personal_columns([*labels, SURVEY]) == frozenset()


def test_a_respondent_has_one_key_for_each_secret_and_interview() -> None:
    keys = {respondent_key(secret, uuid) for secret in (b"one", b"other") for uuid in ("a", "b")}
    assert len(keys) == 4
    assert respondent_key(b"one", "uuid:a") == respondent_key(b"one", " a ")


@given(st.binary(min_size=1), st.text())
@settings(max_examples=50, deadline=None)
def test_a_key_is_of_fixed_length_and_never_the_id(secret: bytes, uuid: str) -> None:
    key = respondent_key(secret, uuid)
    assert len(key) == KEY_LETTERS
    assert set(key) <= set("0123456789abcdef")
    assert key != uuid


@given(st.lists(st.text(), max_size=8))
@settings(max_examples=50, deadline=None)
def test_only_headers_of_the_table_are_named(headers: list[str]) -> None:
    assert personal_columns(headers) <= set(headers)
