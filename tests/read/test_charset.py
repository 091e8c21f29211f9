"""Bytes to text: marks, declarations, statistics, and data that is no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.read.charset import decode

FRENCH = "Trois hommes ont été tués près de la forêt, a déclaré le préfet hier après-midi à la télévision. " * 3
CZECH = "Výbuch v centru města zabil tři lidi, uvedla policie ve středu. Žádná skupina se nepřihlásila. " * 3
RUSSIAN = "Взрыв прогремел в центре города, трое погибли, сообщила полиция в среду. " * 3


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (FRENCH.encode("utf-8"), FRENCH),
        (codecs.BOM_UTF8 + FRENCH.encode("utf-8"), FRENCH),
        (FRENCH.encode("utf-16"), FRENCH),
        (FRENCH.encode("utf-32"), FRENCH),
        (FRENCH.encode("cp1252"), FRENCH),
        (CZECH.encode("cp1250"), CZECH),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (RUSSIAN.encode("koi8-r"), RUSSIAN),
    ],
)
def test_decode_without_declaration(raw: bytes, expected: str) -> None:
    assert decode(raw) == expected


def test_decode_by_declaration() -> None:
    short = "<meta charset='iso-8859-7'>Τρεις νεκροί"
    assert decode(short.encode("iso-8859-7")) == short
    assert decode("Τρεις".encode("iso-8859-7"), declared="ISO-8859-7") == "Τρεις"


def test_decode_declared_latin_1_is_what_browsers_take_it_for() -> None:
    assert decode("“Tué”".encode("cp1252"), declared="iso-8859-1") == "“Tué”"


@pytest.mark.parametrize("declared", ["utf-8", "no-such-charset", "rot13", "unicode_escape", "idna", ""])
def test_decode_wrong_declaration(declared: str) -> None:
    raw = f'<meta charset="{declared}">'.encode() + FRENCH.encode("cp1252")
    assert FRENCH in decode(raw, declared=declared)


def test_decode_keeps_utf8_with_a_broken_byte() -> None:
    raw = FRENCH.encode("utf-8")
    assert decode(raw + b"\xff") == FRENCH + "�"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7 stream", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00" * 100, "binary"),
    ],
)
def test_decode_refuses_binary(raw: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind):
        decode(raw)


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=12)))
def test_decode_never_fails_otherwise(raw: bytes, declared: str | None) -> None:
    try:
        assert isinstance(decode(raw, declared=declared), str)
    except InputError as error:
        assert "binary" in str(error)  # noqa: PT017 - any other error fails the test
