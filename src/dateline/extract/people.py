"""Tells people of an account apart: which single victims are one person, what became of each, and how tolls add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.extract.counting import Counted, order_told
from dateline.extract.full_names import is_one_name
from dateline.extract.harms import Harm
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import word_set
from dateline.model import PersonStatus, Span, TollScope

_MALE = word_set(
    "man boy father husband brother son uncle nephew grandfather policeman gunman he him himself dad grandson gentleman"
)
_FEMALE = word_set(
    "woman girl mother wife sister daughter aunt niece grandmother she her herself mom mum girlfriend lady "
    "granddaughter"
)
_CLASSES = {
    "suspect": word_set("suspect gunman shooter attacker assailant bomber robber intruder"),
    "officer": word_set("officer policeman policewoman deputy trooper constable sheriff soldier"),
}


@dataclass(slots=True)
class Individual:
    """One person of an account, with the harms that tell of him."""

    harms: list[Harm] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    name: str | None = None
    age: int | None = None

    @property
    def status(self) -> PersonStatus | None:
        sure = {harm.fate for harm in self.harms} & {"killed", "injured"}
        fields = sure or {harm.field for harm in self.harms}
        if "killed" in fields:
            return "killed"
        return "injured" if "injured" in fields else None

    @property
    def is_attacker(self) -> bool:
        """Whether it is one who was killed after what he did: by himself, or called a gunman."""
        by_self = any(harm.rule == "self" for harm in self.harms)
        return self.status == "killed" and (by_self or _class(self.words) == "suspect")


@dataclass(frozen=True, slots=True)
class Placed:
    """A harm with the syntax of the part it stands in."""

    harm: Harm
    syntax: Syntax


def tell_apart(placed: Sequence[Placed]) -> list[Individual]:
    """Return the individuals among the killed and injured, in the order in which they are told first."""
    individuals: list[Individual] = []
    for each in placed:
        harm = each.harm
        if harm.field not in ("killed", "injured", "identified") or not harm.people.is_single or harm.people.low == 0:
            continue
        word = each.syntax.words[harm.people.head] if harm.people.kind != "name" else ""
        held = next((one for one in _likeliest(individuals, harm) if _is_same(one, harm, word)), None)
        if held is None:
            if harm.field == "identified":
                continue
            held = Individual()
            individuals.append(held)
        held.harms.append(harm)
        held.words.add(word)
        held.name = _fuller(held.name, harm.people.name)
        held.age = held.age if held.age is not None else harm.people.age
    return individuals


def _fuller(held: str | None, name: str | None) -> str | None:
    if held is None or name is None:
        return held or name
    return name if len(name) > len(held) else held


def _likeliest(individuals: Sequence[Individual], harm: Harm) -> list[Individual]:
    """Return the individuals, last told first; a bare number ("1 fatally") is sooner one who came to the same."""
    last_first = list(reversed(individuals))
    if harm.people.kind != "number":
        return last_first
    return sorted(last_first, key=lambda one: one.status != harm.field)


def _is_told_twice(one: Individual, harm: Harm) -> bool:
    """Tell whether the same words tell two things: "a third person wounded in the shooting has died"."""
    return any(other.people.span == harm.people.span for other in one.harms)


def _is_same(one: Individual, harm: Harm, word: str) -> bool:
    people = harm.people
    if people.is_added:
        return _is_told_twice(one, harm)
    if one.name and people.name:
        return is_one_name(one.name, people.name)
    if one.age is not None and people.age is not None and one.age != people.age:
        return False
    if _gender(one.words) and _gender({word}) and _gender(one.words) != _gender({word}):
        return False
    if _class(one.words) != _class({word}) and people.kind != "pronoun" and word not in ("",):
        return False
    if harm.field == "identified":
        return one.name is None and (_class(one.words) == "suspect") == (harm.rule == "suspect")
    if people.kind == "pronoun" or people.is_definite:
        return not (people.kind == "name" and one.status != harm.field and not _is_soft(one, harm))
    return bool(_is_soft(one, harm) or one.status == harm.field)


def _is_soft(one: Individual, harm: Harm) -> bool:
    return harm.soft or all(each.soft for each in one.harms)


def _gender(words: set[str]) -> str | None:
    if words & _MALE:
        return "male"
    return "female" if words & _FEMALE else None


def _class(words: set[str]) -> str:
    return next((name for name, members in _CLASSES.items() if words & members), "")


@dataclass(frozen=True, slots=True)
class Counting:
    """A harm as it counts: its scope within the account, and its number where that is not the one written."""

    harm: Harm
    syntax: Syntax
    low: int | None = None
    high: int | None = None


def count_up(placed: Sequence[Placed], individuals: Sequence[Individual]) -> list[Counting]:
    """Return the harms that make tolls, with their scopes, so that the whole and added ones of a field sum up right.

    One who was shot and died is killed, not injured; "three were shot" counts as injured those who are not dead.
    """
    placed = _with_told_dead(placed)
    owner = {id(harm): one for one in individuals for harm in one.harms}
    killed = _total(placed, individuals, "killed")
    found: list[Counting] = []
    for name in dict.fromkeys(each.harm.field for each in placed if each.harm.field != "identified"):
        own = _without_uncounted([each for each in placed if each.harm.field == name])
        if name == "injured":
            own = [each for each in own if not _died(owner.get(id(each.harm)))]
            own = _without_shot_again(own, killed)
        has_plural = any(
            _is_plural(each.harm.people) and each.harm.people.kind != "none" and each.harm.scope == "whole"
            for each in own
        )
        told: list[Individual] = []
        for each in own:
            harm = each.harm
            people = harm.people
            if name == "injured" and harm.soft and _is_plural(people) and people.low is not None:
                # Those in hospital are told beside the dead, those who were shot may be told with them.
                left = people.low - (0 if harm.rule == "hospital" or people.is_added else killed)
                if left <= 0:
                    continue
                exact = people.high is not None
                found.append(
                    Counting(harm, each.syntax, left, left if exact else None)
                    if killed
                    else Counting(harm, each.syntax)
                )
                continue
            if harm.died and people.low is not None:
                high = None if people.high is None else people.high - harm.died
                found.append(Counting(harm, each.syntax, people.low - harm.died, high))
                continue
            one = owner.get(id(harm))
            if one is not None and harm.scope != "part":
                if has_plural:
                    harm = replace(harm, scope="added" if people.is_added and told else "part")
                elif not told or told[0] is one:
                    harm = replace(harm, scope="whole")
                else:
                    harm = replace(harm, scope="part" if one in told else "added")
                if one not in told:
                    told.append(one)
            elif harm.scope == "added" or _are_others(each, own, found):
                harm = replace(harm, scope=_scope_of_added(harm, found, own))
            found.append(Counting(harm, each.syntax))
    return [*found, *_counted(placed, individuals)]


def _counted(placed: Sequence[Placed], individuals: Sequence[Individual]) -> Iterator[Counting]:
    """Yield the tolls that people come to who are told one by one, or whose attacker died after them.

    Their span is from the first of them to the last; "a fifth victim" comes to five. They are of a part until something
    speaks for their being all.
    """
    for name in ("killed", "injured"):
        own = [one for one in individuals if one.status == name]
        first = [each for one in own if (each := _first_in_text(one, placed)) is not None]
        if len(first) > 1:
            yield _sum(name, first, len(first))
        for each in placed:
            if each.harm.field == name and (told := order_told(each.syntax, each.harm.people)) is not None:
                order, span = told
                people = Counted(each.harm.people.head, span, "number", order, order)
                yield Counting(Harm(name, people, each.harm.anchor, "counted", scope="part"), each.syntax)
    attackers = [each for one in individuals if one.is_attacker and (each := _first_in_text(one, placed)) is not None]
    victims = next(
        (each for each in placed if _is_whole_toll(each, "killed") and each.syntax.parse.part == "text"), None
    )
    if victims is not None and attackers and not any(_holds(victims, each) for each in attackers):
        yield _sum("killed", [victims, *attackers], (victims.harm.people.low or 0) + len(attackers))


def _holds(whole: Placed, each: Placed) -> bool:
    return whole.harm.people.span.covers(each.harm.people.span)


def _first_in_text(one: Individual, placed: Sequence[Placed]) -> Placed | None:
    own = {id(harm) for harm in one.harms}
    return next((each for each in placed if id(each.harm) in own and each.syntax.parse.part == "text"), None)


def _is_whole_toll(placed: Placed, name: str) -> bool:
    people = placed.harm.people
    return (
        placed.harm.field == name and placed.harm.scope == "whole" and _is_plural(people) and people.low == people.high
    )


def _sum(name: str, told: Sequence[Placed], number: int) -> Counting:
    spans = [each.harm.people.span for each in told]
    last = max(told, key=lambda each: each.harm.people.span.end)
    span = Span("text", min(each.start for each in spans), max(each.end for each in spans))
    people = Counted(last.harm.people.head, span, "number", number, number)
    return Counting(Harm(name, people, last.harm.anchor, "counted", scope="part"), last.syntax)


def _without_shot_again(own: Sequence[Placed], killed: int) -> list[Placed]:
    """Leave out "four were shot" where as many are told to be hurt: it is they, and the dead."""
    hurt = [each.harm.people.low or 0 for each in own if not each.harm.soft and _is_plural(each.harm.people)]
    if not hurt:
        return list(own)
    return [
        each
        for each in own
        if not (each.harm.soft and _is_plural(each.harm.people))
        or (each.harm.people.low or 0) - (0 if each.harm.people.is_added else killed) > max(hurt)
    ]


def _without_uncounted(own: Sequence[Placed]) -> list[Placed]:
    """Leave out "the men were held" where the same field tells how many: it is they."""
    is_counted = any(each.harm.people.kind != "plural" for each in own)
    return [
        each for each in own if not (is_counted and each.harm.people.kind == "plural" and each.harm.scope == "whole")
    ]


#: They may tell again those told before by another noun.
_ANYBODY = word_set("people person persons man men woman women individual individuals suspect suspects")


def _are_others(each: Placed, own: Sequence[Placed], found: Sequence[Counting]) -> bool:
    """Tell whether people held come after one of another kind: "held a dealer. They held two spies"."""
    harm = each.harm
    if (
        harm.field not in ("arrested", "abducted")
        or harm.scope != "whole"
        or harm.people.kind not in ("number", "vague")
    ):
        return False
    before = [held for held in found if held.harm.field == harm.field and held.harm.scope == "whole"]
    words = {held.syntax.words[held.harm.people.head] for held in before}
    word = each.syntax.words[harm.people.head]
    has_parts = any(other.harm.scope == "part" and other.harm.anchor == harm.anchor for other in own)
    return (
        bool(before)
        and not has_parts
        and all(held.harm.people.kind == "single" and held.harm.anchor != harm.anchor for held in before)
        and word not in _ANYBODY
        and words.isdisjoint(_ANYBODY | {word})
    )


def _scope_of_added(harm: Harm, found: Sequence[Counting], own: Sequence[Placed]) -> TollScope:
    """Tell what people on top of others are: the whole where none was told, a part where a greater whole holds all."""
    if any(each.harm.rule == "toll" and (each.harm.people.low or 0) > (harm.people.low or 0) for each in own):
        # "two more died, raising the toll to 23"
        return "part"
    if not found_before(found, harm.field):
        return "whole"
    before = 0
    for each in found:
        if each.harm.field == harm.field and each.harm.scope != "part":
            before = (before if each.harm.scope == "added" else 0) + (each.harm.people.low or 0)
    most = max((each.harm.people.low or 0 for each in own if each.harm.scope == "whole"), default=0)
    return "part" if before + (harm.people.low or 0) <= most else "added"


def _with_told_dead(placed: Sequence[Placed]) -> list[Placed]:
    """Take "so many children were killed" as the fate of the 40 children who were shot: their number is the toll."""
    vague = {
        each.harm.people.of
        for each in placed
        if each.harm.field == "killed" and each.harm.people.kind == "vague" and each.harm.people.of
    }
    found = []
    for each in placed:
        harm = each.harm
        if harm.soft and _is_plural(harm.people) and harm.people.of in vague:
            found.append(Placed(replace(harm, field="killed", soft=False), each.syntax))
        else:
            found.append(each)
    return found


def found_before(found: Sequence[Counting], name: str) -> bool:
    """Tell whether a whole toll of the field was told already."""
    return any(each.harm.field == name and each.harm.scope == "whole" for each in found)


def _is_plural(people: Counted) -> bool:
    return people.kind in ("number", "vague", "none") and (people.low != 1 or people.high != 1)


def _died(one: Individual | None) -> bool:
    return one is not None and one.status == "killed"


def _total(placed: Sequence[Placed], individuals: Sequence[Individual], name: str) -> int:
    plural = [
        each.harm.people.low or 0
        for each in placed
        if each.harm.field == name and _is_plural(each.harm.people) and each.harm.scope == "whole"
    ]
    return max([*plural, sum(one.status == name for one in individuals)], default=0)
