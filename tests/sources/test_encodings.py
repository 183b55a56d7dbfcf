from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.encodings import as_utf8, encoding_of

RUSSIAN = (
    "дата;место\n2022-09-14;Ворух\n",
    "Дата,Вид,Место\n1,Драка,Баткен\n2,Стрельба,Ак-Сай\n",
    "ДАТА;МЕСТО;ВИД\n1;ВОРУХ;ДРАКА\n",
    'id,place,notes\n1,Batken,"Ak-Sai: дорога"\n' + "2,Osh,none\n" * 50,
)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5"])
@pytest.mark.parametrize("text", RUSSIAN)
def test_a_few_russian_words_tell_their_encoding(text: str, encoding: str) -> None:
    assert text.encode(encoding).decode(encoding_of(memoryview(text.encode(encoding))).name) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("date;lieu\n2022;Café à l’école, déjà\n", "cp1252"),
        ("Ort;Größe\nMünchen;Straße\n", "cp1252"),
        ("yer;açıklama\nİzmir;çığ, şehir\n", "cp1254"),
    ],
)
def test_latin_letters_tell_their_encoding(text: str, encoding: str) -> None:
    assert text.encode(encoding).decode(encoding_of(memoryview(text.encode(encoding))).name) == text


def test_a_few_broken_letters_do_not_make_another_encoding() -> None:
    found = encoding_of(memoryview("Журнал инцидентов".encode() + b"\xd0;" + "Ворух".encode()))
    assert found == ("utf-8", True)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_become_utf8(content: bytes) -> None:
    buffer = memoryview(content)
    assert bytes(as_utf8(buffer, encoding_of(buffer))).decode("utf-8") is not None


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\x00"), min_size=1, max_size=80))
def test_text_in_unicode_encodings_is_kept(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        buffer = memoryview(text.encode(encoding))
        assert bytes(as_utf8(buffer, encoding_of(buffer))).decode() == text
