"""Gives tolls, claims of responsibility, attackers and "it happened" to the account that each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.extract.choosing import has_learned
from dateline.extract.fields import happenings
from dateline.extract.fillers import Filler
from dateline.extract.grouping import REAL, Group
from dateline.extract.harms import Harm
from dateline.extract.nets.calibration import Calibration
from dateline.extract.parties import Party, attackers, responsibility
from dateline.extract.people import Placed
from dateline.extract.roles import role_of
from dateline.extract.stance import judge
from dateline.extract.syntax import Syntax
from dateline.extract.tagged_harms import with_tagged
from dateline.extract.tolls import find_harms
from dateline.extract.triggers import are_near
from dateline.knowledge.lexicon import Lexicon
from dateline.model import AccountRole, Doc, Mention

#: Sentences after an event word in which tolls without an event word of their own still belong to it.
_REACH = 6


#: Roles of accounts that tolls without an event word of their own may belong to.
_HOLDING = frozenset(("main", "other", "background"))


@dataclass(slots=True)
class Draft:
    """An account in the making."""

    group: Group
    type: str
    role: AccountRole
    harms: list[Placed] = field(default_factory=list)
    responsible: list[tuple[int, Party]] = field(default_factory=list)
    attackers: list[tuple[int, Party]] = field(default_factory=list)
    fillers: list[Filler] = field(default_factory=list)
    #: Sentences that say "it happened" of it: (syntax, verb, rule).
    happenings: list[tuple[Syntax, int, str]] = field(default_factory=list)


def attach_harms(
    doc: Doc, syntaxes: dict[str, Syntax], drafts: list[Draft], lexicon: Lexicon, calibration: Calibration
) -> None:
    """Give each toll to the event of its clause, else of its sentence, else the one told last, else the main one.

    Those whom the reader sees are victims of the main one: its labels come from records of what a report is about.
    """
    main = next((draft for draft in drafts if draft.role == "main"), None)
    by_rule = {part: find_harms(syntax, lexicon) for part, syntax in syntaxes.items()}
    # Of other events the reader has learned nothing: it takes whoever is named first for the one who was killed.
    is_learned = main is not None and has_learned(main.type, [draft.type for draft in drafts])
    seen = doc if is_learned else doc.add(tags=())
    for part, harms in with_tagged(syntaxes, lexicon, seen, by_rule, calibration).items():
        syntax = syntaxes[part]
        for harm in harms:
            standing = judge(syntax, harm.anchor)
            # What was only tried stands as asserted, at a low factuality.
            if not harm.seen and (standing.stance not in REAL or 0 < standing.factuality < 1):
                continue
            draft = _draft_for(syntax, harm, drafts, lexicon)
            if main is not None and _belongs_to_main(harm, draft, main, lexicon):
                draft = main
            if draft is None and main is not None and _may_fall_to(main, syntax, harm, drafts, lexicon):
                draft = main
            if draft is not None:
                draft.harms.append(Placed(harm, syntax))


def _belongs_to_main(harm: Harm, draft: Draft | None, main: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a harm is the main event's, wherever it is told. A trial harms nobody: "charged with her murder"."""
    if harm.field not in ("killed", "injured", "identified"):
        return False
    if main.type == "arrest" and harm.seen:
        # "arrested in connection with the death of"
        return True
    if not _may_hold(main, harm, lexicon):
        return False
    is_of_trial = draft is not None and draft.type == "trial" and lexicon.types[main.type].violent
    return is_of_trial or harm.seen


def _may_fall_to(main: Draft, syntax: Syntax, harm: Harm, drafts: Sequence[Draft], lexicon: Lexicon) -> bool:
    """Tell whether a harm that no event has is the main one's: not shortly after an event of another day."""
    if not _may_hold(main, harm, lexicon) or _looks_back(syntax, harm):
        return False
    sentence = syntax.tokens[harm.anchor].sentence
    told = [
        (telling.sentence, telling.token, draft.role)
        for draft in drafts
        if _may_hold(draft, harm, lexicon)
        for telling in draft.group.tellings
        if telling.part == syntax.parse.part and sentence - _REACH <= telling.sentence < sentence
    ]
    return not told or max(told)[2] != "background"


def _looks_back(syntax: Syntax, harm: Harm) -> bool:
    return role_of(syntax, harm.anchor, "armed_attack", stance="asserted") in ("background", "anniversary")


def _may_hold(draft: Draft, harm: Harm, lexicon: Lexicon) -> bool:
    if harm.field == "arrested":
        return draft.type in (
            "arrest",
            "peaceful_protest",
            "violent_demonstration",
            "protest_with_intervention",
            "mob_violence",
            "weapons_seized",
            "military_operation",
            "organised_crime",
        )
    if harm.field == "abducted":
        return lexicon.family(draft.type) == "abduction"
    if harm.field in ("killed", "injured", "identified"):
        return (
            lexicon.types[draft.type].violent or draft.type in ("peaceful_protest", "trial")
        ) and draft.group.is_real
    return lexicon.types[draft.type].violent


def _draft_for(syntax: Syntax, harm: Harm, drafts: Sequence[Draft], lexicon: Lexicon) -> Draft | None:
    part = syntax.parse.part
    sentence = syntax.tokens[harm.anchor].sentence
    here: list[tuple[tuple[bool, bool, int], Draft]] = []
    before: list[tuple[tuple[int, bool, bool, int], Draft]] = []
    for draft in drafts:
        if not _may_hold(draft, harm, lexicon):
            continue
        for telling in draft.group.tellings:
            if telling.part != part:
                continue
            if telling.sentence == sentence:
                near = telling.token == harm.anchor or are_near(syntax, telling.token, harm.anchor)
                here.append(((telling.token != harm.anchor, not near, abs(telling.token - harm.anchor)), draft))
            elif telling.sentence < sentence and not telling.weak and draft.group.stance != "denied":
                # "killed a man during an operation": what comes of it is told with the killing.
                is_frame = draft.type == "military_operation" and harm.field in ("killed", "injured")
                before.append(((telling.sentence, not is_frame, not telling.another, telling.token), draft))
    if here:
        return min(here, key=lambda entry: entry[0])[1]
    if part != "text" or _looks_back(syntax, harm):
        return None
    recent = [(at, draft) for at, draft in before if sentence - at[0] <= _REACH and draft.role in _HOLDING]
    if not recent:
        return None
    at, last = max(recent, key=lambda entry: entry[0])
    # What is told of another day holds the sentence after it; who is told later may be of that day or not.
    return last if last.role != "background" or sentence - at[0] <= 1 else None


def attach_responsibility(
    mentions: Sequence[Mention], syntaxes: dict[str, Syntax], drafts: list[Draft], lexicon: Lexicon
) -> None:
    violent = [draft for draft in drafts if lexicon.types[draft.type].violent and draft.group.is_real]
    for syntax in syntaxes.values():
        if syntax.parse.part.startswith(("link", "related")):
            continue
        for token, party in responsibility(syntax, lexicon, mentions):
            sentence = syntax.tokens[token].sentence
            here = [
                (draft.role == "background", abs(telling.token - token), number)
                for number, draft in enumerate(violent)
                for telling in draft.group.tellings
                if telling.part == syntax.parse.part and telling.sentence == sentence
            ]
            if here:
                violent[min(here)[2]].responsible.append((token, party))
            elif violent:
                earlier = [draft for draft in violent if draft.role in ("main", "other")]
                held = [
                    (telling.token, draft)
                    for draft in earlier
                    for telling in draft.group.tellings
                    if telling.part == syntax.parse.part and telling.sentence < sentence
                ]
                chosen = max(held, key=lambda entry: entry[0])[1] if held else (earlier or violent)[0]
                chosen.responsible.append((token, party))


def attach_attackers(
    mentions: Sequence[Mention], syntaxes: dict[str, Syntax], drafts: list[Draft], lexicon: Lexicon
) -> None:
    """Take "the attackers" anywhere for those who did the violent act told last before, else the main one."""
    syntax = syntaxes["text"]
    violent = [
        draft
        for draft in drafts
        if draft.group.is_real and draft.role in ("main", "other") and lexicon.types[draft.type].sides == "one_sided"
    ]
    for token, party in attackers(syntax, lexicon, mentions):
        told = [
            (telling.token, number)
            for number, draft in enumerate(violent)
            for telling in draft.group.tellings
            if telling.part == "text" and telling.token < token
        ]
        if told:
            violent[max(told)[1]].attackers.append((token, party))
        elif violent:
            min(violent, key=lambda draft: draft.role != "main").attackers.append((token, party))


def attach_happenings(syntaxes: dict[str, Syntax], drafts: list[Draft], lexicon: Lexicon) -> None:
    """Give "it happened at noon" to the event told last before it, unless its sentence has an event of its own."""
    syntax = syntaxes["text"]
    told = sorted(
        (
            (telling.token, number)
            for number, draft in enumerate(drafts)
            if draft.group.is_real and lexicon.types[draft.type].violent
            for telling in draft.group.tellings
            if telling.part == "text"
        ),
    )
    for token, rule in happenings(syntax):
        sentence = syntax.tokens[token].sentence
        before = [(at, number) for at, number in told if at < token and sentence - syntax.tokens[at].sentence <= _REACH]
        inside = {number for at, number in told if syntax.tokens[at].sentence == sentence}
        chosen = (
            before[-1][1]
            if before
            else next((number for number, draft in enumerate(drafts) if draft.role == "main"), None)
        )
        if chosen is not None and not inside - {chosen} and drafts[chosen].role in ("main", "other"):
            drafts[chosen].happenings.append((syntax, token, rule))
