"""Reads the number of people that a phrase tells: "at least nine", "dozens", "10 to 15", "no", "a man"."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A count with its bounds; None is an open end. `word` keeps a vague word ("dozens", "about")."""

    low: int | None
    high: int | None
    word: str | None = None


#: A larger number is no count of people.
MAX_COUNT = 9_999_999_999

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SMALL = {word: value for value, word in enumerate(_UNITS.split())}
_TEN_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: value * 10 for value, word in enumerate(_TEN_NAMES.split(), start=2)}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_GROUPS = {"couple": 2, "pair": 2, "duo": 2, "twins": 2, "trio": 3, "triplets": 3, "quartet": 4, "score": 20}

#: Vague words and the least they stand for. What they may stand for at most is open.
_VAGUE = {
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "dozens": 24,
    "scores": 40,
    "tens": 20,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "several": 3,
    "a handful": 3,
    "handful": 3,
    "numerous": 3,
    "many": 3,
    "a few": 2,
    "few": 2,
    "multiple": 2,
    "a number": 2,
    "some": 2,
}

_VAGUE_SCALE = re.compile(r"(several|many|a few|a couple(?: of)?) (dozen|hundred|thousand|million)\b")

#: How a bound is worded -> kind of bound. Longer wordings are tried first.
_BOUNDS = {
    "least": (
        "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum of|at minimum|"
        "a total of at least"
    ),
    "above": "more than|over|above|upwards of|upward of|in excess of|exceeding|greater than|well over",
    "most": ("up to|as many as|at most|no more than|not more than|a maximum of|maximum of|at the most|no greater than"),
    "below": "fewer than|less than|under|below",
    "about": "about|around|approximately|roughly|some|an estimated|estimated|circa|more or less",
    "nearly": "nearly|almost|close to|just under|just over|just about",
    "exactly": "exactly|precisely|a total of|another|a further|an additional|the|all|all of the|these|those|only|just",
}
_BOUND_KINDS = {wording: kind for kind, wordings in _BOUNDS.items() for wording in wordings.split("|")}
_BOUND = re.compile(rf"(?:{'|'.join(sorted(_BOUND_KINDS, key=len, reverse=True))})\b\s*")
_AND_MORE = re.compile(r"^(?:\s+[a-z]+)?\s+(?:(?:or|and) (?:more|above|over)|plus)\b|^\s*\+")
_OR_LESS = re.compile(r"^(?:\s+[a-z]+)?\s+or (?:fewer|less)\b")

_NUMERAL = re.compile(r"(?P<digits>\d{1,3}(?:[, ]\d{3})+|\d+)(?P<decimals>\.\d+)?(?![.,]?\d)")
_WORD = re.compile(r"[a-z]+")
_AGE = re.compile(r"\b(?:\d{1,3}|[a-z]+)[ -](?:year|month|week|day)s?[ -]olds?\b|\baged (?:\d{1,3}|[a-z]+)\b")

#: What makes a number something other than a count of people.
_NO_COUNT = re.compile(
    r"%|\bper ?cents?\b|[$£€¥₹]|\b(?:dollars?|pounds?|euros?|rupees?|pesos?|yen|usd)\b"  # shares and money
    r"|\b\d*(?:1st|2nd|3rd|\dth)\b|\d:\d|\b\d+ ?[ap]\.?m\b|\bo'clock\b|\b\d{4} ?(?:hours|hrs|gmt)\b"  # ordinals, times
    r"|(?<![\d,])\.\d|\b\d+(?:\.\d+)?[ -]?(?:mm|millimet(?:re|er)s?|cal|calib(?:re|er)|gauge)\b"  # calibres
    r"|\b[a-z]+-\d|\b[a-z]\d"  # names of weapons and roads: ak-47, m16
)
_UNIT_OF_MEASURE = re.compile(
    r"^[ -]?(?:(?:second|minute|hour|day|night|week|fortnight|month|year|decade|centur(?:y|ie)|mile|kilomet(?:re|er)|"
    r"met(?:re|er)|inch(?:e)?|yard|kilogram|kilo|tonne|ton|ounce|degree|acre|hectare|lit(?:re|er)|gallon|"
    r"round|bullet|shot|time)s?|feet|foot|km|kg|lbs?|ft)\b(?!-)"
)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|"
    r"[a-z]+tieth|hundredth)\b"
)
_NONE = re.compile(r"(?:no|none|nobody|no one|no-one|nil|zero|without|without any|not a single|not any)\b")
_COLLECTIVE = (
    "army band battalion battery bunch bus camp cell clan column community company contingent convoy couple crew crowd "
    "detachment division family force gang garrison group household lot majority minority mob movement number part "
    "party patrol platoon population quarter regiment school series squad string team town tribe troop unit village"
)
_PLURAL_ONLY = "children men women people police personnel troops folk militia cattle"
_NO_SINGLE = frozenset(f"{_COLLECTIVE} {_PLURAL_ONLY}".split())
_NOT_PEOPLE = re.compile(r"(?:bomb|gun|blast|attack|explosion|shooting|clash|fire|rifle|vehicle|car|mosque|church)\b")
_DETERMINER = re.compile(r"(?:an?|one|another|the|this|that|his|her|their|its)\b\s*")
#: Nouns that tell of one person even after "the" or "his"; after "a" any singular noun will do.
_ONE_PERSON = re.compile(
    r"\b(?:man|woman|boy|girl|child|baby|infant|toddler|teen|teenager|youth|person|civilian|soldier|policeman|"
    r"policewoman|officer|constable|guard|gunman|attacker|assailant|bomber|militant|insurgent|rebel|fighter|suspect|"
    r"victim|driver|passenger|journalist|reporter|worker|student|pupil|teacher|farmer|father|mother|son|daughter|"
    r"brother|sister|husband|wife|grandmother|grandfather|uncle|aunt|nephew|niece|cousin|resident|shopkeeper|"
    r"bystander|pedestrian|protester|commander|leader|judge|mayor|priest|imam|doctor|nurse|aid worker)$"
)
_NOUN_END = re.compile(
    r"\b(?:in|of|at|from|who|whose|that|with|on|by|near|during|after|was|were|is|and|including)\b|[,;(]"
)


def parse(written: str) -> NumberRange | None:
    """Return the count that `written` tells, or None where it tells none.

    Ages, ordinals, shares, money, years, calibres, times and measures are no counts.
    """
    text = " ".join(written.translate(_PLAIN).lower().split()).strip(" \"',;:()[]").rstrip(".")
    without_age = _AGE.sub("", text)
    if not without_age.strip() or _NO_COUNT.search(without_age):
        return None
    if without_age != text:
        # "a 5-year-old girl" counts one; "the 12-year-old" too; a bare age counts nobody.
        return _parse_ranged(" ".join(without_age.split())) or _one_of_age(without_age)
    return _parse_ranged(text)


_PLAIN = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


def _one_of_age(without_age: str) -> NumberRange | None:
    return NumberRange(1, 1) if re.fullmatch(r"(?:an?|one|another|the)", without_age.strip()) else None


def _parse_ranged(text: str) -> NumberRange | None:
    """Try, in this order: nobody, a bounded or exact number, a vague word, one person, a sum of such."""
    bound, rest = _split_bound(text)
    if bound is None and (none := _NONE.match(rest)) and not _cardinal(rest[none.end() :].strip()):
        return NumberRange(0, 0)
    return (
        _between(rest)
        or _numbered(bound, rest)
        or _vague(bound, text, rest)
        or _group(bound, rest)
        or _one_person(text)
        or _sum(text)
    )


def _split_bound(text: str) -> tuple[str | None, str]:
    """Take the wording of a bound off the front: ("least", "nine") for "at least nine"."""
    kind, rest = None, text
    while found := _BOUND.match(rest):
        wording = found.group().strip()
        found_kind = _BOUND_KINDS[wording]
        # "some" and "the" are bounds only where a number follows: "some 40", but "some people".
        if found.end() == len(rest) or (wording in {"some", "the", "another"} and not _cardinal(rest[found.end() :])):
            break
        if kind is None or kind == "exactly":
            kind = found_kind
        rest = rest[found.end() :]
    return kind, rest


def _cardinal(text: str) -> tuple[int, int] | None:
    """Return the number at the start of `text` and where it ends, or None."""
    return _numeral(text) or _number_words(text)


def _numeral(text: str) -> tuple[int, int] | None:
    found = _NUMERAL.match(text)
    if not found:
        return None
    end = found.end()
    digits, decimals = found["digits"].replace(",", "").replace(" ", ""), found["decimals"]
    if len(digits) > 10:
        return None
    scale = 1
    if word := re.match(r"[ -](hundred|thousand|million|billion)\b", text[end:]):
        scale = {"hundred": 100, **_SCALES}[word[1]]
        end += word.end()
    elif word := re.match(r"[ -]dozen\b", text[end:]):
        scale = 12
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


def _number_words(text: str) -> tuple[int, int] | None:
    """Read "two hundred and five", "twenty-one", "a dozen", "half a dozen" at the start of `text`."""
    if half := re.match(r"half[ -](?:a )?dozen\b", text):
        return 6, half.end()
    total, current, end = 0, 0, None
    last_rank = MAX_COUNT
    position = 0
    if article := re.match(r"an? (?=(?:dozen|hundred|thousand|million|billion)\b)", text):
        current, position, last_rank = 1, article.end(), 1
    while word := _WORD.match(text, position):
        name = word.group()
        if name in _SMALL and (last_rank > 20 or (last_rank == 20 and 0 < _SMALL[name] < 10)):
            current, last_rank = current + _SMALL[name], 1
        elif name in _TENS and last_rank > 20:
            current, last_rank = current + _TENS[name], 20
        elif name == "dozen" and last_rank <= 20 and total == 0:
            return current * 12, word.end()
        elif name == "dozen" and end is None and position == 0:
            return 12, word.end()
        elif name == "hundred" and 0 < current < 100 and last_rank <= 20:
            current, last_rank = current * 100, 100
        elif name in _SCALES and current > 0 and (total == 0 or _SCALES[name] < _lowest_scale(total)):
            total, current, last_rank = total + current * _SCALES[name], 0, _SCALES[name]
        elif name == "and" and end is not None and last_rank >= 100 and _starts_small(text[word.end() :]):
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
    return next(scale for scale in sorted(_SCALES.values(), reverse=True) if total % scale == 0)


def _starts_small(text: str) -> bool:
    """Whether units or tens follow at once, and no noun of their own: "and five" but not "and five women"."""
    words = text.replace("-", " ").split()
    return bool(words) and (words[0] in _SMALL or words[0] in _TENS)


def _is_count(text: str, value: int, end: int, *, bounded: bool) -> bool:
    """Whether the number at the start of `text` counts people, rather than years, hours or rounds."""
    rest = text[end:]
    if _UNIT_OF_MEASURE.match(rest) or _ORDINAL.match(rest.strip(" -")) or re.match(r"[/.]\d|-[a-z]", rest):
        return False
    looks_like_year = text[:end].isdigit() and 1900 <= value <= 2099 and not rest.strip()
    followed_by_number = _cardinal(rest.strip()) is not None
    return not followed_by_number and (bounded or not looks_like_year)


def _between(text: str) -> NumberRange | None:
    """Read "between 10 and 15", "10 to 15", "10-15", "two or three"."""
    stripped = re.sub(r"^(?:between|from|anywhere from|anywhere between) ", "", text)
    first = _cardinal(stripped)
    if not first:
        return None
    link = re.match(r"-to-|-or-| ?- ?| to | or | and (?=.)", stripped[first[1] :])
    if not link or (link.group().strip() == "and" and not text.startswith(("between ", "anywhere between "))):
        return None
    tail = stripped[first[1] + link.end() :]
    second = _cardinal(tail)
    if not second or not _is_count(tail, *second, bounded=True) or first[0] >= second[0]:
        return None
    if stripped[: first[1]].isdigit() and 1900 <= first[0] <= 2099 and second[0] <= 2099:
        return None
    return NumberRange(first[0], second[0])


def _numbered(bound: str | None, rest: str) -> NumberRange | None:
    found = _cardinal(rest)
    if not found or not _is_count(rest, *found, bounded=bound not in {None, "exactly"}):
        return None
    value, end = found
    if _AND_MORE.match(rest[end:]):
        bound = "least"
    elif _OR_LESS.match(rest[end:]):
        bound = "most"
    elif bound in {None, "exactly"} and re.match(r" [a-z]+ and (?:an?|\d|[a-z]+)\b", rest[end:]):
        # "two men and a woman": a sum where the other part is a count too.
        return _sum(rest) or NumberRange(value, value)
    return _bounded(bound, value)


def _bounded(bound: str | None, value: int) -> NumberRange | None:
    if bound == "least":
        return NumberRange(value, None)
    if bound == "above":
        return NumberRange(value + 1, None)
    if bound == "most":
        return NumberRange(None, value)
    if bound == "below":
        return NumberRange(None, value - 1) if value > 0 else None
    return NumberRange(value, value, bound if bound in {"about", "nearly"} else None)


def _vague(bound: str | None, text: str, rest: str) -> NumberRange | None:
    if found := _VAGUE_SCALE.match(rest):
        least = (3 if found[1] in {"several", "many"} else 2) * (_SCALES | {"dozen": 12, "hundred": 100})[found[2]]
        return None if bound in {"most", "below"} else NumberRange(least, None, found.group())
    for candidate in (text, rest):
        for word, least in _VAGUE.items():
            if re.match(
                rf"(?:the |these |those |another |perhaps )?{word}\b(?! (?:else|days?|hours?|time))", candidate
            ):
                if bound in {"most", "below"}:
                    return None
                return NumberRange(least, None, word.removeprefix("a ") if word == "a handful" else word)
    return None


def _group(bound: str | None, rest: str) -> NumberRange | None:
    """Read "both", "a couple", "the pair"."""
    if re.match(r"both\b", rest):
        return NumberRange(2, 2)
    found = re.match(rf"(?:(?:a|an|the|another|one) )?(?:married )?({'|'.join(_GROUPS)})\b", rest)
    return _bounded(bound, _GROUPS[found[1]]) if found else None


def _one_person(text: str) -> NumberRange | None:
    determiner = _DETERMINER.match(text)
    if not determiner:
        return None
    noun = text[determiner.end() :]
    if cut := _NOUN_END.search(noun):
        tail = noun[cut.start() :]
        # "a man and his wife" is for the sum; "a man and ..." with no count in the rest is one.
        if tail.startswith("and ") and _sum(text):
            return _sum(text)
        noun = noun[: cut.start()]
    noun = noun.strip(" -")
    words = noun.replace("-", " ").split()
    if not words:
        return NumberRange(1, 1) if determiner.group().strip() in {"one", "another"} else None
    head = words[-1]
    if head in _NO_SINGLE or words[0] in _NO_SINGLE or _NOT_PEOPLE.search(head):
        return None
    if _ORDINAL.search(words[0]) and determiner.group().strip() not in {"a", "an", "another"}:
        return None
    if _ONE_PERSON.search(noun):
        return NumberRange(1, 1)
    singular = not head.endswith("s") or head.endswith("ss")
    return NumberRange(1, 1) if singular and determiner.group().strip() in {"a", "an", "one", "another"} else None


def _sum(text: str) -> NumberRange | None:
    """Add the counts of "two men and a woman", each with a noun of its own."""
    parts = re.split(r",? and |, ", re.split(r",? (?:including|among)\b", text)[0])
    if not 2 <= len(parts) <= 4 or any(len(part.split()) < 2 for part in parts):
        return None
    counts = [parse(part) for part in parts]
    total = 0
    for count in counts:
        if count is None or count.low is None or count.low != count.high or count.low == 0:
            return None
        total += count.low
    return NumberRange(total, total)
