"""Turns bytes into text: finds the character set by mark, validity, declaration and, last, by statistics."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.errors import InputError
from dateline.read.language import detect

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
#: Python knows further "encodings" that run transformations; a page may not choose those.
_ALLOWED = re.compile(
    r"utf-?(8|16|32)([-_]?[lb]e)?|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d|(windows|cp)-?\d{3,4}|koi8-?[ru]|gbk|gb2312"
    r"|gb18030|big5(-?hkscs)?|euc[-_]?(jp|kr|tw)|shift[-_]?jis|sjis|ks_c_5601-1987|tis-?620|mac[-_]?(roman|cyrillic)"
)
#: As browsers do: pages that declare these are written in the Windows superset.
_SUPERSET = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_GUESSES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_CENTRAL_EUROPEAN = frozenset({"bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"})
_GUESS_BYTES = 100_000


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """Return the text of `raw`; `declared` is the character set that the server named.

    Bytes that fit no character set become U+FFFD. Raises InputError for binary data.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    _refuse_binary(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    in_page = _DECLARED.search(raw[:4096])
    for name in (declared, in_page.group(1).decode("ascii") if in_page else None):
        text = _decode_declared(raw, name)
        if text is not None:
            return text
    replaced = raw.decode("utf-8", errors="replace")
    bad = replaced.count("�")
    if bad * 10 <= sum(character > "\x7f" for character in replaced):
        return replaced  # UTF-8 with a few broken bytes: any other character set would garble the rest
    return _decode_by_statistics(raw)


def _refuse_binary(raw: bytes) -> None:
    for magic, kind in _KINDS:
        if raw.startswith(magic):
            raise InputError(f"binary data ({kind}), not text")
    start = raw[:8192]
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
    if control * 20 > len(start):
        raise InputError("binary data, not text")


def _decode_declared(raw: bytes, name: str | None) -> str | None:
    if name is None or not _ALLOWED.fullmatch(name.strip().lower()):
        return None
    try:
        encoding = codecs.lookup(name.strip()).name
        return raw.decode(_SUPERSET.get(encoding, encoding))
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_by_statistics(raw: bytes) -> str:
    best = from_bytes(raw[:_GUESS_BYTES], cp_isolation=_GUESSES, steps=5, chunk_size=512).best()
    western = raw.decode("cp1252", errors="replace")
    if best is None:
        return western
    if best.encoding in ("cp1250", "cp1252"):
        # The statistics cannot tell these apart; the language, readable in either, can.
        encoding = "cp1250" if detect(western) in _CENTRAL_EUROPEAN else "cp1252"
    else:
        encoding = best.encoding
    return raw.decode(encoding, errors="replace")
