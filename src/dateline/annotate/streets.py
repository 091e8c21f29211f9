"""Finds streets and roads by how they are written: "1154 S. Seventh St.", "Jay Lane", "County Road 43"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIRECTION = r"(?:[NSEW]\.?|[NS]\.?[EW]\.?|(?:North|South)(?:east|west)?|East|West)"
_WORD = r"(?:[A-Z][\w-]*(?:['’]s?)?|\d{1,3}(?:st|nd|rd|th))"
#: What opens a sentence is no part of a name.
_NO_FIRST = r"(?!(?:On|At|In|Near|The|From|Along|And|Off|Of|To|A|An|By|For|This|That|Police)\b)"
_NAME = rf"{_NO_FIRST}(?:{_DIRECTION} )?(?:{_WORD} ){{1,3}}?"
_SURE = r"(?:Street|Avenue|Road|Boulevard|Highway|Parkway|Turnpike|Expressway|Freeway|Ave|Rd|Blvd|Pkwy|Hwy)"
#: Words that mean much else, or end names of persons: only after a number, or what stands before streets.
_UNSURE = r"(?:St|Lane|Drive|Way|Circle|Terrace|Trail|Pike|Court|Place|Alley|Ln|Dr|Ct)"
_NUMBERED = (
    r"(?:(?:(?:U\.S\.|US|State|Interstate) )?(?:Highway|Hwy\.?|Route|Rte\.?)|Interstate|(?:County|State) Road|"
    r"(?:I|FM|CR|SR|SH)(?=[ -]\d))[ -]\d{1,4}[A-Z]?"
)
#: No street: firms, and "the Dee Highway Patrol".
_AFTER = r"(?![\w’'])(?! (?:and|&) [A-Z]\w* (?:Company|Co|Inc|Corp))(?! (?:Patrol|Police|Department|Authority)\b)"
_DOT = r"(?:(?<=St|Rd|Dr|Ct|Ln)\.|(?<=Ave)\.|(?<=Blvd|Pkwy)\.)?"
_SURE_STREET = re.compile(rf"(?<![\w’'.-]){_NAME}{_SURE}{_AFTER}{_DOT}(?! \d)")
_UNSURE_STREET = re.compile(
    rf"(?:(?<=\d )|(?<=\d[A-Z] )|(?<=\b[Oo]n )|(?<=block of )|(?<=\boff )|(?<=\balong )){_NAME}{_UNSURE}{_AFTER}{_DOT}"
)
_NUMBERED_ROAD = re.compile(rf"(?<![\w.-]){_NUMBERED}(?!\w)")
#: "Dee County Road 4" is a road of Dee County: which words belong to which is not told.
_LED = re.compile(r"[A-Z][\w.-]* $")
_LAST = re.compile(rf"(?:.* )?(?:{_SURE}|{_UNSURE})\.?|{_NUMBERED}", re.IGNORECASE)


def find_streets(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the names of streets start and end, in their order but for overlaps of kinds."""
    for pattern in (_SURE_STREET, _UNSURE_STREET, _NUMBERED_ROAD):
        for found in pattern.finditer(text):
            if pattern is not _NUMBERED_ROAD or not _LED.search(text, max(0, found.start() - 20), found.start()):
                yield found.span()


def is_street(name: str) -> bool:
    """Whether a name is written as that of a street or road."""
    return _LAST.fullmatch(name) is not None
