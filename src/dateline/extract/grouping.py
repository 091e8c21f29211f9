"""Groups the event words of one article into accounts: which of them tell one event, and which another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.extract.ahead import on_its_side
from dateline.extract.fields import dates, places
from dateline.extract.roles import clause_text
from dateline.extract.stance import is_none
from dateline.extract.syntax import Syntax
from dateline.extract.triggers import EFFECT_LEMMAS, are_near, is_weak
from dateline.knowledge.lexicon import Lexicon, word_set
from dateline.model import TOLD, AccountRole, Doc, Event, PlaceValue, Stance, TimeValue

#: Two cities this far apart, in kilometres, are two places for one event.
APART_KM = 60.0
REAL: frozenset[Stance] = frozenset(("asserted", "hedged", "denied"))
_ANOTHER = word_set("another separate second third previous earlier other similar subsequent unrelated different")
_ELSEWHERE = ("elsewhere", "meanwhile", "separately", "in a separate", "in another", "in other", "in a different")
# They say what kind of act it was, not which.
_PLAIN_MODIFIERS = word_set(
    "terror bomb gun knife suicide car truck attack mass shooting drone air rocket missile mortar death"
)
_GUN_WORDS = word_set("shot shooting gun discharge handgun rifle hunting firearm revolver pistol shotgun")
_LEAD_SENTENCES = 2
#: From this specificity on, two unlike types are two events unless one sentence tells both.
_SPECIFIC = 28


@dataclass(frozen=True, slots=True)
class Telling:
    """One event word with what its clause says of the day and the place."""

    event: Event
    type: str
    syntax: Syntax
    token: int
    weak: bool
    effect: bool
    definite: bool
    another: bool
    day: TimeValue | None
    place: PlaceValue | None

    @property
    def part(self) -> str:
        return self.event.span.part

    @property
    def sentence(self) -> int:
        return self.syntax.tokens[self.token].sentence

    @property
    def is_real(self) -> bool:
        return self.event.stance in REAL


@dataclass(slots=True)
class Group:
    """The tellings of one event, in order; grows while an article is read."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def first(self) -> Telling:
        return next((each for each in self.tellings if each.part == "text" and not each.weak), self.tellings[0])

    @property
    def is_real(self) -> bool:
        return any(each.is_real for each in self.tellings)

    @property
    def stance(self) -> Stance:
        order: tuple[Stance, ...] = ("asserted", "hedged", "denied", "planned", "predicted", "hypothetical")
        own = [each for each in self.tellings if not each.part.startswith(("link", "related"))] or self.tellings
        return min((each.event.stance for each in own), key=order.index)

    @property
    def role(self) -> AccountRole:
        """The role that most tellings give it; a title makes it news."""
        roles = Counter(each.event.role for each in self.tellings if not each.weak)
        roles = roles or Counter(each.event.role for each in self.tellings)
        if "background" in roles and len(roles) > 1 and roles["background"] * 2 <= roles.total():
            del roles["background"]
        return max(roles, key=lambda role: (roles[role], role))


def read_tellings(doc: Doc, syntaxes: dict[str, Syntax]) -> list[Telling]:
    """Return the tellings of an article: the title's first, then the text's; links and related headlines last."""
    found = []
    for event in doc.events:
        syntax = syntaxes[event.span.part]
        token = syntax.head_of(event.span)
        if token is None or event.type is None or _tells_of_nobody(doc, event, syntax, token):
            continue
        day = next((each.value for each in dates(syntax, token, doc.times) if each.rule == "clause"), None)
        shifted = None if day is None else on_its_side(day, doc.article.published, event.stance, event.role)
        place = next(
            (each.value for each in places(syntax, token, doc.places) if each.rule in ("place_below", "place_clause")),
            None,
        )
        words = [syntax.words[child] for child in syntax.parse.children[token]]
        found.append(
            Telling(
                event=_with_stance_above(doc, event, syntax, token),
                type=event.type,
                syntax=syntax,
                token=token,
                weak=event.stance in REAL and _is_single(event, syntax) and _only_refers(syntax, token),
                effect=_is_effect(doc, event, syntax, token),
                definite=not syntax.is_verb(token) and bool({"the", "this", "that", "these", "those"} & set(words)),
                another=bool(_ANOTHER & set(words)) or _is_earlier(doc, event, syntax, token),
                day=next((each for each in (shifted, day) if isinstance(each, TimeValue)), None),
                place=place if isinstance(place, PlaceValue) else None,
            )
        )
    order = {"title": 0, "text": 1}
    return sorted(found, key=lambda each: (order.get(each.part, 2), each.part, each.event.span.start))


def _tells_of_nobody(doc: Doc, event: Event, syntax: Syntax, token: int) -> bool:
    """Tell whether a word says of another event that it killed nobody, or that nobody claimed it."""
    if event.stance != "denied":
        return False
    harms = syntax.tokens[token].lemma.lower() in EFFECT_LEMMAS and any(
        is_none(syntax, child) for child in syntax.children(token, "nsubjpass", "dobj")
    )
    if not harms and event.type != "responsibility_attributed":
        return False
    return any(other.type is not None and other.stance in TOLD and other.role == event.role for other in doc.events)


def _with_stance_above(doc: Doc, event: Event, syntax: Syntax, token: int) -> Event:
    """Return an event that says what another of its type is for as being as real: "marched to protest"."""
    if event.stance != "planned" or syntax.tokens[token].dep not in ("advcl", "xcomp"):
        return event
    above = syntax.tokens[token].head
    for other in doc.events:
        if other.type == event.type and other.span.part == event.span.part and syntax.head_of(other.span) == above:
            return replace(event, stance=other.stance)
    return event


def _only_refers(syntax: Syntax, token: int) -> bool:
    """Tell whether a word founds no account: it refers to an event, or says only that people were hurt."""
    if syntax.tokens[token].lemma.lower() == "wound" and syntax.is_verb(token) and not syntax.agents(token):
        return not syntax.is_headline
    return is_weak(syntax, token)


def _is_effect(doc: Doc, event: Event, syntax: Syntax, token: int) -> bool:
    """Tell whether a "killed" tells what another event of its sentence did."""
    if syntax.tokens[token].lemma.lower() not in EFFECT_LEMMAS:
        return False
    for other in doc.events:
        if other is event or other.type != event.type or other.span.part != event.span.part:
            continue
        at = syntax.head_of(other.span)
        if at is None or syntax.tokens[at].sentence != syntax.tokens[token].sentence:
            continue
        if syntax.tokens[at].lemma.lower() not in EFFECT_LEMMAS and are_near(syntax, at, token, reach=4):
            return True
    return False


def _is_earlier(doc: Doc, event: Event, syntax: Syntax, token: int) -> bool:
    """Tell whether a "had" sets a verb before another event of its sentence: "after a bomb had gone off"."""
    if not any(syntax.words[child] == "had" for child in syntax.children(token, "aux")):
        return False
    if syntax.tokens[token].dep not in ("advcl", "relcl", "pcomp"):
        return False
    for other in doc.events:
        if other.type is None:
            continue
        at = syntax.head_of(other.span) if other.span.part == event.span.part else None
        if other is not event and at is not None and syntax.tokens[at].sentence == syntax.tokens[token].sentence:
            return True
    return False


def _is_single(event: Event, syntax: Syntax) -> bool:
    at = syntax.token_at(event.span)
    return at is not None and syntax.tokens[at].end >= event.span.end


def group_tellings(tellings: Sequence[Telling], lexicon: Lexicon) -> list[Group]:
    """Return the groups in the order in which they are told first."""
    groups: list[Group] = []
    for telling in tellings:
        held = _group_for(telling, groups, lexicon)
        if held is not None:
            held.tellings.append(telling)
        elif not telling.part.startswith(("link", "related")) and not (telling.weak and telling.part == "text"):
            groups.append(Group([telling]))
    return groups


def _group_for(telling: Telling, groups: Sequence[Group], lexicon: Lexicon) -> Group | None:
    for group in reversed(_by_nearness(telling, groups)):
        if fits(telling, group, lexicon):
            return group
    return None


def _by_nearness(telling: Telling, groups: Sequence[Group]) -> list[Group]:
    """Order groups so that the one told last comes last."""
    return sorted(
        groups, key=lambda group: (group.tellings[-1].part == telling.part, group.tellings[-1].event.span.start)
    )


def fits(telling: Telling, group: Group, lexicon: Lexicon) -> bool:
    """Tell whether an event word can tell the event of a group: kind, reality, day, place and wording agree."""
    if _kind(telling, lexicon) != _kind(group.first, lexicon):
        return False
    if telling.is_real != group.is_real or (not telling.is_real and telling.event.stance != group.stance):
        return False
    if (telling.event.stance == "denied") != (group.stance == "denied") and not telling.definite:
        return False
    is_headline = telling.part.startswith(("link", "related"))
    if not telling.is_real and not telling.definite and not _is_close(telling, group):
        return False
    former = "background" in (telling.event.role, group.role)
    if former and telling.event.role != group.role and not _points_back(telling, group):
        return False
    if telling.event.role == "background" and group.role == "background" and _days_differ(telling, group):
        return False
    same_sentence = any(each.part == telling.part and each.sentence == telling.sentence for each in group.tellings)
    if _days_differ(telling, group) and not telling.effect:
        return False
    if is_headline:
        return True
    if _places_differ(telling, group) and not telling.definite:
        return False
    if same_sentence:
        return not telling.another or telling.effect
    if telling.another and not telling.weak:
        return False
    if telling.definite or telling.weak or telling.effect:
        return _shares_modifiers(telling, group)
    if _starts_elsewhere(telling):
        return False
    return not _types_differ(telling, group, lexicon)


def _shares_modifiers(telling: Telling, group: Group) -> bool:
    """Tell whether what stands before a noun ("the station bombing") is told of the group too."""
    syntax = telling.syntax
    modifiers = {
        syntax.words[child]
        for child in syntax.children(telling.token, "compound")
        if syntax.tokens[child].pos == "NOUN" and not syntax.tokens[child].entity
    } - _PLAIN_MODIFIERS
    if not modifiers or telling.weak:
        return True
    told = {word for each in group.tellings for word in clause_text(each.syntax, each.token).split()}
    return bool(modifiers & told)


def _is_close(telling: Telling, group: Group) -> bool:
    """Tell whether a group was told in this sentence or the one before, or in the title."""
    return any(
        each.part == "title" or (each.part == telling.part and abs(telling.sentence - each.sentence) <= 1)
        for each in group.tellings
    )


def _points_back(telling: Telling, group: Group) -> bool:
    """Tell whether a bare "the attack" follows at once on what was told of another day, or one clause tells both."""
    last = group.tellings[-1]
    if last.part != telling.part or telling.sentence - last.sentence > 1:
        return False
    if (telling.effect or last.effect) and telling.sentence == last.sentence:
        return True
    modifiers = telling.syntax.children(telling.token, "amod", "compound", "prep", "relcl", "acl", "nmod")
    return telling.definite and not modifiers


def _kind(telling: Telling, lexicon: Lexicon) -> str:
    type_name = telling.type
    if type_name == "accident" and _is_of_gun(telling):
        # "accidentally shot", "a hunting accident": the shooting that the rest of the report tells.
        return lexicon.family("shooting")
    if type_name in (
        "military_operation",
        "threat",
        "arrest",
        "abduction",
        "accident",
        "natural_disaster",
        "other",
        "statement",
    ):
        return type_name
    return lexicon.family(type_name)


def _is_of_gun(telling: Telling) -> bool:
    if not telling.syntax.words[telling.token].startswith(("accident", "shot", "shoot", "discharge")):
        return False
    words = {telling.syntax.words[index] for index in telling.syntax.sentence(telling.token)}
    return bool(words & _GUN_WORDS)


def _types_differ(telling: Telling, group: Group, lexicon: Lexicon) -> bool:
    def specific(name: str) -> bool:
        return lexicon.specificity(name) >= _SPECIFIC

    if not specific(telling.type):
        return False
    types = {each.type for each in group.tellings if specific(each.type)}
    explosive = {"bombing", "suicide_bombing", "grenade_attack", "shelling", "air_strike"}
    if telling.type in explosive and types & explosive:
        return False
    return bool(types) and telling.type not in types


def _starts_elsewhere(telling: Telling) -> bool:
    first = telling.syntax.sentence(telling.token).start
    return " ".join(telling.syntax.words[first : first + 4]).startswith(_ELSEWHERE)


def _days_differ(telling: Telling, group: Group) -> bool:
    if telling.day is None or telling.day.earliest is None or telling.day.latest is None:
        return False
    days = [
        each.day for each in group.tellings if each.day is not None and not each.part.startswith(("link", "related"))
    ]
    known = [day for day in days if day.earliest is not None and day.latest is not None]
    if not known:
        return False
    return not any(day.earliest <= telling.day.latest and telling.day.earliest <= day.latest for day in known)  # type: ignore[operator]


def _places_differ(telling: Telling, group: Group) -> bool:
    if telling.place is None:
        return False
    known = [each.place for each in group.tellings if each.place is not None]
    return bool(known) and all(are_apart(telling.place, place) for place in known)


def are_apart(left: PlaceValue, right: PlaceValue) -> bool:
    """Tell whether two places exclude each other: other countries or provinces, or cities far from each other."""
    if left.country and right.country and left.country != right.country:
        return True
    if left.admin1 and right.admin1 and left.admin1 != right.admin1:
        return True
    if left.precision not in ("city", "exact") or right.precision not in ("city", "exact"):
        return False
    if None in (left.latitude, left.longitude, right.latitude, right.longitude):
        return False
    return _kilometres(left, right) > APART_KM


def _kilometres(left: PlaceValue, right: PlaceValue) -> float:
    phi1, phi2 = math.radians(left.latitude or 0), math.radians(right.latitude or 0)
    across = math.radians((right.longitude or 0) - (left.longitude or 0)) * math.cos((phi1 + phi2) / 2)
    return 6371.0 * math.hypot(across, phi2 - phi1)


def type_of(group: Group, lexicon: Lexicon) -> str:
    """Return the type of a group: the special type told most (title and lead count more), else the general one."""
    weights: Counter[str] = Counter()
    for telling in group.tellings:
        if telling.part.startswith(("link", "related")) and len(group.tellings) > 1:
            continue
        weight = 3 if telling.part == "title" else 2 if telling.sentence < _LEAD_SENTENCES else 1
        weights[telling.type] += weight
    if "accident" in weights and "shooting" in weights:
        return "accident"
    special = {name: weight for name, weight in weights.items() if lexicon.specificity(name) >= 24}
    pool = special or dict(weights)
    return max(pool, key=lambda name: (pool[name], lexicon.specificity(name), name))


def main_of(groups: Sequence[Group], lexicon: Lexicon) -> Group | None:
    """Return the group that the article is about: in its title and lead, violent, told most; None without groups."""
    if not groups:
        return None
    standing = {"other": 6.0, "main": 6.0, "background": 0.0, "anniversary": 0.5, "trial": 2.0, "followup": 1.0}

    def weight(group: Group) -> float:
        strong = [each for each in group.tellings if not each.weak]
        in_title = any(each.part == "title" for each in group.tellings)
        in_lead = any(each.part == "text" and each.sentence < _LEAD_SENTENCES for each in strong)
        return (
            standing[group.role]
            + 4.0 * lexicon.types[type_of(group, lexicon)].violent
            + 3.0 * in_title
            + 2.0 * in_lead
            + 2.0 * (group.is_real or in_title)
            + math.log1p(len(strong))
            - 2.0 * (group.stance == "denied")
        )

    return max(groups, key=lambda group: (weight(group), -groups.index(group)))
