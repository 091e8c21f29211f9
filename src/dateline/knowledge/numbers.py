"""Reads the number of people that a phrase tells: "at least nine", "dozens", "10 to 15", "no", "a man"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge.cardinals import MULTIPLES, SCALES, cardinal
from dateline.knowledge.vague_words import vague_words


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A count with its bounds; None is an open end. `word` keeps a vague word ("dozens", "about")."""

    low: int | None
    high: int | None
    word: str | None = None


_GROUPS = {"couple": 2, "pair": 2, "duo": 2, "twins": 2, "trio": 3, "triplets": 3, "quartet": 4}

_GROUP = re.compile(rf"(?:(?:a|an|the|another|one) )?(?:married )?({'|'.join(_GROUPS)})\b")
_VAGUE_SCALE = re.compile(rf"(several|many|a few|a couple(?: of)?) (dozen|hundred|{'|'.join(SCALES)})\b")
_VAGUE = re.compile(
    r"(?:(?:the|these|those|another|perhaps|an?) )?"
    rf"({'|'.join(word for word in vague_words() if word != 'number')})\b(?! (?:else|days?|hours?|time|as)\b)"
)
#: "The number of people" tells none.
_SOME_NUMBER = re.compile(r"an? (?:[a-z]+ )?number\b")
_UNKNOWN_NUMBER = re.compile(r"an? (?:unknown|unspecified|undisclosed|undetermined|unconfirmed) number\b")

_SHARES = {
    "half": (1, 2), "a third": (1, 3), "one third": (1, 3), "two thirds": (2, 3), "a quarter": (1, 4),
    "one quarter": (1, 4), "three quarters": (3, 4), "a fifth": (1, 5), "one fifth": (1, 5),
}  # fmt: skip
_SHARE = re.compile(
    rf"({'|'.join(_SHARES).replace(' ', '[ -]')})(?: of)?(?: (?:the|its|his|her|their|those|all|about))* "
)

_UNCOUNTED_SHARE = re.compile(r"(?:an?|one) (?:half|third|quarter|fifth) of\b")

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
    r"round|bullet|shot|time)s?|feet|foot|km|kg|lbs?|ft|mm|cal|calib(?:re|er))\b(?!-)|^ ?(?:%|per ?cents?\b)"
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
    if not without_age.strip() or _NO_COUNT.search(without_age) or _UNKNOWN_NUMBER.match(text):
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
    if bound is None and (none := _NONE.match(rest)) and not cardinal(rest[none.end() :].strip()):
        return NumberRange(0, 0)
    return _counted(bound, text, rest) or _one_person(text) or _sum(text)


def count_in(text: str) -> NumberRange | None:
    """Return the first count in a phrase in lower case, wherever it stands: "the bodies of at least three men".

    Of one person or nobody without a number ("a man", "no men") it says nothing.
    """
    for start in _STARTS.finditer(text):
        rest = text[start.start() :]
        bound, after = _split_bound(rest)
        if (found := _counted(bound, rest, after)) is not None:
            return found
    return None


# A sentence may start right after the last one: "SUV.Six people".
_STARTS = re.compile(r"(?<![\w/$£€-])(?:(?<![.,:])(?=\d)|(?=[a-z]))")


def _counted(bound: str | None, text: str, rest: str) -> NumberRange | None:
    return (
        _share(bound, rest)
        or _between(rest)
        or _numbered(bound, rest)
        or _vague(bound, text, rest)
        or _group(bound, rest)
    )


def _split_bound(text: str) -> tuple[str | None, str]:
    """Take the wording of a bound off the front: ("least", "nine") for "at least nine"."""
    kind, rest = None, text
    while found := _BOUND.match(rest):
        wording = found.group().strip()
        found_kind = _BOUND_KINDS[wording]
        # "some" and "the" are bounds only where a number follows: "some 40", but "some people".
        if found.end() == len(rest) or (wording in {"some", "the", "another"} and not cardinal(rest[found.end() :])):
            break
        if kind is None or kind == "exactly":
            kind = found_kind
        rest = rest[found.end() :]
    return kind, rest


def _is_count(text: str, value: int, end: int, *, bounded: bool) -> bool:
    """Whether the number at the start of `text` counts people, rather than years, hours or rounds."""
    rest = text[end:].removeprefix("-odd")
    if _UNIT_OF_MEASURE.match(rest) or _ORDINAL.match(rest.strip(" -")) or re.match(r"[/.:]\d|-[a-z]", rest):
        return False
    looks_like_year = text[:end].isdigit() and 1900 <= value <= 2099 and not rest.strip()
    followed_by_number = cardinal(rest.strip()) is not None
    return not followed_by_number and (bounded or not looks_like_year)


def _between(text: str) -> NumberRange | None:
    """Read "between 10 and 15", "10 to 15", "10-15", "two or three"."""
    stripped = re.sub(r"^(?:between|from|anywhere from|anywhere between) ", "", text)
    first = cardinal(stripped)
    if not first:
        return None
    link = re.match(r"-to-|-or-| ?- ?| to | or | and (?=.)", stripped[first[1] :])
    if not link or (link.group().strip() == "and" and not text.startswith(("between ", "anywhere between "))):
        return None
    tail = stripped[first[1] + link.end() :]
    second = cardinal(tail)
    if not second or not _is_count(tail, *second, bounded=True) or first[0] >= second[0]:
        return None
    if stripped[: first[1]].isdigit() and 1900 <= first[0] <= 2099 and second[0] <= 2099:
        return None
    return NumberRange(first[0], second[0])


def _numbered(bound: str | None, rest: str) -> NumberRange | None:
    found = cardinal(rest)
    if not found or not _is_count(rest, *found, bounded=bound not in {None, "exactly"}):
        return None
    value, end = found
    if _AND_MORE.match(rest[end:]):
        bound = "least"
    elif rest[end:].startswith("-odd"):
        bound = bound or "about"
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
    if bound in {"most", "below"}:
        return None
    if found := _VAGUE_SCALE.match(rest):
        scale = MULTIPLES[found[2]]
        return NumberRange((3 if found[1] in {"several", "many"} else 2) * scale, None, found.group())
    for candidate in (text, rest):
        if found := _VAGUE.match(candidate):
            least, most = vague_words()[found[1]]
            return NumberRange(least, most, found[1])
    if _SOME_NUMBER.match(text):
        least, most = vague_words()["number"]
        return NumberRange(1 if _UNKNOWN_NUMBER.match(text) else least, most, "number")
    return None


def _share(bound: str | None, rest: str) -> NumberRange | None:
    """Read "half of the 40 passengers", "two thirds of 30"."""
    found = _SHARE.match(rest)
    if not found or not (whole := cardinal(rest[found.end() :])):
        return None
    if not _is_count(rest[found.end() :], *whole, bounded=True):
        return None
    parts, of = _SHARES[found[1].replace("-", " ")]
    low, left = divmod(whole[0] * parts, of)
    if bound in {None, "exactly"}:
        return NumberRange(low, low + (left > 0))
    return _bounded(bound, low)


def _group(bound: str | None, rest: str) -> NumberRange | None:
    """Read "both", "a couple", "the pair"."""
    if re.match(r"both\b", rest):
        return NumberRange(2, 2)
    found = _GROUP.match(rest)
    return _bounded(bound, _GROUPS[found[1]]) if found else None


def _one_person(text: str) -> NumberRange | None:
    determiner = _DETERMINER.match(text)
    if not determiner or _UNCOUNTED_SHARE.match(text):
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
