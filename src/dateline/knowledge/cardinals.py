"""Reads a number in digits or words: "1,200", "2.5 lakh", "two hundred and five", "half a dozen", "a score of"."""

from __future__ import annotations

import re

#: A larger number is no count of people.
MAX_COUNT = 9_999_999_999

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SMALL = {word: value for value, word in enumerate(_UNITS.split())}
_TEN_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: value * 10 for value, word in enumerate(_TEN_NAMES.split(), start=2)}
SCALES = {
    "thousand": 1_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "million": 1_000_000,
    "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000,
}  # fmt: skip
MULTIPLES = {"hundred": 100, "dozen": 12, "score": 20, **SCALES}
_SCALE = rf"(?P<scale>{'|'.join(MULTIPLES)})\b"

# Digits in groups of three, or as South Asia groups them: 1,50,000.
_NUMERAL = re.compile(r"(?P<digits>\d{1,3}(?:[, ]\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d+)(?P<decimals>\.\d+)?(?![.,]?\d)")
_AFTER_NUMERAL = re.compile(rf"[ -]{_SCALE}")
_HALF = re.compile(rf"(?:half[ -](?:an? )?|an? half[ -]){_SCALE}")
_AND_A_HALF = re.compile(rf" and (?:a )?half {_SCALE}")
_ARTICLE = re.compile(r"an? (?=(?:dozen|hundred|thousand|lakh|million|crore|billion|score of)\b)")
_WORD = re.compile(r"[a-z]+")


def cardinal(text: str) -> tuple[int, int] | None:
    """Return the number at the start of a text in lower case and where it ends, or None."""
    return _numeral(text) or _half(text) or _number_words(text)


def starts_small(text: str) -> bool:
    """Whether units or tens follow at once, and no noun of their own: "and five" but not "and five women"."""
    words = text.replace("-", " ").split()
    return bool(words) and (words[0] in _SMALL or words[0] in _TENS)


def _numeral(text: str) -> tuple[int, int] | None:
    found = _NUMERAL.match(text)
    if not found:
        return None
    end = found.end()
    digits, decimals = found["digits"].replace(",", "").replace(" ", ""), found["decimals"]
    if len(digits) > 10:
        return None
    scale = 1
    if word := _AFTER_NUMERAL.match(text[end:]):
        scale = MULTIPLES[word["scale"]]
        end += word.end()
    if decimals is None:
        value = int(digits) * scale
    elif scale == 1:
        return None
    else:
        whole, remainder = divmod(int(digits + decimals[1:]) * scale, 10 ** (len(decimals) - 1))
        if remainder:
            return None
        value = whole
    return (value, end) if value <= MAX_COUNT and not text[end : end + 1].isalpha() else None


def _half(text: str) -> tuple[int, int] | None:
    """Read "half a dozen", "half a million", "one and a half million"."""
    if found := _HALF.match(text):
        return MULTIPLES[found["scale"]] // 2, found.end()
    word = _WORD.match(text)
    value = _SMALL.get(word.group()) if word else None
    if word and value and (found := _AND_A_HALF.match(text[word.end() :])):
        return (2 * value + 1) * MULTIPLES[found["scale"]] // 2, word.end() + found.end()
    return None


def _number_words(text: str) -> tuple[int, int] | None:
    """Read "two hundred and five", "twenty-one", "a dozen", "three score"."""
    total, current, end = 0, 0, None
    last_rank = MAX_COUNT
    position = 0
    if article := _ARTICLE.match(text):
        current, position, last_rank = 1, article.end(), 1
    elif re.match(r"(?:hundred|thousand|lakh) and ", text):
        # "hundred and twenty", without its article
        current, last_rank = 1, 1
    while word := _WORD.match(text, position):
        name = word.group()
        if name in _SMALL and (last_rank > 20 or (last_rank == 20 and 0 < _SMALL[name] < 10)):
            current, last_rank = current + _SMALL[name], 1
        elif name in _TENS and last_rank > 20:
            current, last_rank = current + _TENS[name], 20
        elif name in ("dozen", "score") and last_rank <= 20 and total == 0:
            return current * MULTIPLES[name], word.end()
        elif name == "dozen" and end is None and position == 0:
            return 12, word.end()
        elif name == "hundred" and 0 < current < 100 and last_rank <= 20:
            current, last_rank = current * 100, 100
        elif name in SCALES and current > 0 and (total == 0 or SCALES[name] < _lowest_scale(total)):
            total, current, last_rank = total + current * SCALES[name], 0, SCALES[name]
        elif name == "and" and end is not None and last_rank >= 100 and starts_small(text[word.end() :]):
            position = word.end() + 1
            continue
        else:
            break
        end = word.end()
        position = end + 1 if text[end : end + 1] in {" ", "-"} else len(text)
    if end is None or total + current > MAX_COUNT:
        return None
    return total + current, end


def _lowest_scale(total: int) -> int:
    """The scale ("thousand") that was last added to a total: the next must be smaller."""
    return next(scale for scale in sorted(SCALES.values(), reverse=True) if total % scale == 0)
