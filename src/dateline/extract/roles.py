"""Tells what part an event has in its article: news, background of another day, follow-up, trial, anniversary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.extract.syntax import Syntax
from dateline.model import AccountRole, Time

#: An event told with a day more than this many before publication is background.
BACKGROUND_DAYS = 21

_ANNIVERSARY = re.compile(r"\b(?:anniversar(?:y|ies)|commemorat\w+|in memory of|years? to the day)\b")
_BACKGROUND = re.compile(
    r"\b(?:last (?:year|month|decade|century|spring|summer|autumn|fall|winter)|in recent (?:years|months|weeks)|"
    r"(?:years?|months|decades?) ago|(?:since|in|during) (?:the )?(?:19|20)\d\d|"
    r"since (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|"
    r"earlier this (?:year|month)|this year|"
    r"(?:over|in|during|for) the (?:past|last) (?:\w+ )?(?:weeks|months|years?|decades?)|so far this (?:year|month)|"
    r"for (?:many |several )?(?:years|decades|months)|has long|have long|had long|long been|previously|historically|"
    r"a (?:string|series|spate|wave|number) of (?:similar |recent |other |such )|the (?:latest|most recent) in a|"
    r"previous(?:ly)?|in the (?:19|20)?\d0s|wartime|every year|each year|per year|annually|on average|"
    r"(?:nine|eight|seven|six|five|four|three|two|ten|\d+) years (?:earlier|before)|dating back|not the first time)\b"
)
_FOLLOWUP_TYPES = frozenset(("other", "statement"))
_FUTURE_STANCES = frozenset(("planned", "predicted", "hypothetical"))


def clause_text(syntax: Syntax, token: int) -> str:
    """Return the words in lower case of the clause of a token: its sentence, cut at other clauses with a subject."""
    top = clause_head(syntax, token)
    relative = [] if syntax.is_verb(token) else syntax.children(token, "relcl")
    # "an offensive that it launched last year": the clause at the noun tells of it, not the one around.
    kept = _without_clauses(syntax, relative[0] if relative else top)
    return " ".join(syntax.words[index] for index in kept)


def clause_head(syntax: Syntax, token: int) -> int:
    """Return the verb of the clause that a token stands in, or the root of its sentence."""
    for index in (token, *syntax.ancestors(token)):
        if (
            syntax.tokens[index].dep == "advcl"
            and syntax.tokens[index].tag == "VBG"
            and not _has_subject(syntax, index)
        ):
            # "a bomb went off on Sunday, killing nine": one clause.
            continue
        if syntax.is_verb(index) and syntax.tokens[index].dep not in ("xcomp", "amod", "aux", "auxpass", "conj"):
            return index
        if syntax.is_verb(index) and syntax.children(index, "nsubj", "nsubjpass"):
            return index
    return next(iter([*syntax.ancestors(token)][-1:]), token)


def _has_subject(syntax: Syntax, verb: int) -> bool:
    return bool(syntax.children(verb, "nsubj", "nsubjpass"))


def _without_clauses(syntax: Syntax, top: int) -> list[int]:
    found, waiting = [], [top]
    while waiting:
        current = waiting.pop()
        found.append(current)
        for child in syntax.parse.children[current]:
            is_clause = syntax.tokens[child].dep in ("relcl", "advcl", "ccomp", "conj") and syntax.children(
                child, "nsubj", "nsubjpass"
            )
            if not is_clause:
                waiting.append(child)
    return sorted(found)


def role_of(
    syntax: Syntax,
    token: int,
    type_name: str,
    *,
    stance: str,
    times: Sequence[Time] = (),
    published: str | None = None,
) -> AccountRole:
    """Return the role of one event word; `times` are those of its own clause. "main" is decided over all accounts."""
    if type_name == "trial":
        return "trial"
    words = clause_text(syntax, token)
    if _ANNIVERSARY.search(words):
        return "anniversary"
    if type_name in _FOLLOWUP_TYPES and stance not in _FUTURE_STANCES:
        return "followup"
    if stance in _FUTURE_STANCES:
        return "other"
    if is_of_another_day(times, published) or (not _is_recent(times, published) and _BACKGROUND.search(words)):
        return "background"
    return "other"


def is_of_another_day(times: Sequence[Time], published: str | None) -> bool:
    """Tell whether the times of a clause all lie well before publication."""
    day = day_of(published)
    latest = [day_of(time.value.latest) for time in times if time.value.type in ("DATE", "TIME")]
    known = [each for each in latest if each is not None]
    if day is None or not known:
        return False
    return all((day - each).days > BACKGROUND_DAYS for each in known)


def _is_recent(times: Sequence[Time], published: str | None) -> bool:
    day = day_of(published)
    for time in times:
        latest = day_of(time.value.latest)
        if day is not None and latest is not None and time.value.precision in ("day", "hour", "minute"):
            return abs((day - latest).days) <= BACKGROUND_DAYS
    return False


def day_of(iso: str | None) -> date | None:
    """Return the day of an ISO date or date-time, or None where it is none."""
    if iso is None:
        return None
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
