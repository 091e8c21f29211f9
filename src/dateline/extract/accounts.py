"""Adds the accounts: each event as the article tells it, with its claims; the main one first, then as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, cast

from dateline.extract.ahead import on_its_side
from dateline.extract.attaching import Draft, attach_attackers, attach_happenings, attach_harms, attach_responsibility
from dateline.extract.choosing import choose_tolls
from dateline.extract.claims import ClaimMaker, claim_order
from dateline.extract.events import times_of_clause
from dateline.extract.fates import BEFALLING
from dateline.extract.fields import Found, dates, is_dated, targets, weapons
from dateline.extract.filling import add_fillers, attach_fillers
from dateline.extract.grouping import Group, Telling, group_tellings, main_of, read_tellings, type_of
from dateline.extract.nets.calibration import load_calibration
from dateline.extract.nets.reader import weights_folder
from dateline.extract.parties import Party, perpetrators, sides, victim_of, victims
from dateline.extract.people import Counting, Placed, count_up, tell_apart
from dateline.extract.placing import add_places
from dateline.extract.setting import choose_setting
from dateline.extract.syntax import Syntax, read_syntax
from dateline.extract.toll_sides import Side, is_sum, side_of, sides_of_dead
from dateline.knowledge.lexicon import Lexicon, load_lexicon
from dateline.model import (
    Account,
    AccountRole,
    Claim,
    Doc,
    PartyValue,
    PersonStatus,
    PlaceValue,
    Stance,
    TollValue,
    Unknown,
)
from dateline.schema import TOLLS
from dateline.settings import Settings

#: Types of what is no incident by itself: "no curfew was imposed", "nobody claimed responsibility" say nothing.
_UNSPECIFIC = ("other", "statement", "responsibility_attributed")
_STATUSES = frozenset(("killed", "injured", "abducted", "arrested", "missing"))
#: What an account of a violent event should tell; what it lacks is listed as unknown with the reason.
_EXPECTED = ("date", "place", "perpetrator", "killed")


class Accounts:
    """Adds `accounts`. The run id stays empty: the pipeline knows it."""

    reads: ClassVar[tuple[str, ...]] = (
        "parses",
        "dateline",
        "mentions",
        "tags",
        "times",
        "places",
        "attributions",
        "events",
    )
    writes: ClassVar[tuple[str, ...]] = ("accounts",)

    def __init__(self, settings: Settings) -> None:
        self._lexicon = load_lexicon()
        self._calibration = load_calibration(weights_folder(settings))

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(accounts=self._accounts(doc)) for doc in docs]

    def _accounts(self, doc: Doc) -> tuple[Account, ...]:
        lexicon = self._lexicon
        syntaxes = {parse.part: read_syntax(parse, doc.mentions) for parse in doc.parses}
        tellings = read_tellings(doc, syntaxes)
        groups = group_tellings(tellings, lexicon)
        main = main_of(groups, lexicon)
        drafts = [Draft(group, type_of(group, lexicon), _role(group, group is main)) for group in groups]
        attach_harms(doc, syntaxes, drafts, lexicon, self._calibration)
        attach_responsibility(doc.mentions, syntaxes, drafts, lexicon)
        attach_attackers(doc.mentions, syntaxes, drafts, lexicon)
        attach_happenings(syntaxes, drafts, lexicon)
        attach_fillers(doc, drafts, lexicon, self._calibration)
        accounts: dict[str, Account] = {}
        for draft in sorted(drafts, key=lambda each: each.role != "main"):
            account = _build(doc, draft, drafts, syntaxes, lexicon)
            if _tells(account):
                accounts.setdefault(account.id, account)
        counted = choose_tolls(list(accounts.values()), doc, self._calibration)
        return tuple(choose_setting(counted, doc, self._calibration))


def _tells(account: Account) -> bool:
    """Tell whether an account says anything: a word of some other event in passing, or of none, does not."""
    if account.type not in _UNSPECIFIC or account.role == "main":
        return True
    return bool(account.claims) and account.stance != "denied"


def _role(group: Group, is_main: bool) -> AccountRole:
    if is_main and group.role != "anniversary":
        return "main"
    return "other" if group.role == "main" else group.role


def _build(
    doc: Doc,
    draft: Draft,
    drafts: Sequence[Draft],
    syntaxes: dict[str, Syntax],
    lexicon: Lexicon,
) -> Account:
    trigger = draft.group.first.event.span
    type_name = _settled_type(draft)
    account_id = Account.make_id(doc.article.id, type_name, trigger)
    others = {
        (telling.part, telling.sentence) for other in drafts if other is not draft for telling in other.group.tellings
    }
    maker = ClaimMaker(doc, account_id, syntaxes, draft.group.stance)
    clash = lexicon.types[type_name].sides == "clash"
    found = [
        (telling.token, party) for telling in draft.group.tellings for party in _parties(doc, telling, lexicon, clash)
    ]
    if clash and not found:
        found = [(draft.group.first.token, party) for party in sides_of_dead(draft.harms)]
    _add_tolls(maker, draft, [party for _, party in found] if clash else None)
    for token, party in found:
        maker.add(party.field, party.span, party.value, party.rule, anchor=token)
    _add_dates(maker, draft, others)
    add_places(maker, draft)
    _add_things(maker, draft, lexicon)
    for token, party in draft.responsible:
        said = syntaxes[party.span.part].span(token, token)
        stance: Stance | None = "hedged" if party.rule in ("justified", "blamed") else None
        if party.rule == "denies":
            stance = "denied"
        maker.add(party.field, party.span, party.value, party.rule, anchor=token, stance=stance, said=said)
    for token, party in draft.attackers:
        maker.add(party.field, party.span, party.value, party.rule, anchor=token)
    add_fillers(maker, draft.fillers, syntaxes, lexicon)
    claims = sorted(_denied_by_themselves(_without_weak_evidence(maker)), key=claim_order)
    told = {claim.field for claim in claims}
    unknown = (
        {name: Unknown("not stated") for name in _EXPECTED if name not in told}
        if lexicon.types[type_name].violent
        else {name: Unknown("not stated") for name in ("date", "place") if name not in told}
    )
    return Account(
        id=account_id,
        article_id=doc.article.id,
        run_id="",
        type=type_name,
        role=draft.role,
        stance=draft.group.stance,
        trigger=trigger,
        claims=tuple(claims),
        unknown=unknown,
    )


def _settled_type(draft: Draft) -> str:
    """Call a shooting that an armed group did, and that is called an attack too, an armed attack."""
    types = {telling.type for telling in draft.group.tellings}
    if (
        draft.type == "shooting"
        and "armed_attack" in types
        and any(party.value.kind == "armed_group" for _, party in draft.responsible)
    ):
        return "armed_attack"
    return draft.type


def _without_weak_evidence(maker: ClaimMaker) -> list[Claim]:
    """Leave out what only headlines of links say where the article itself says something of that field."""
    own = {
        claim.field
        for claim in maker.claims
        if not claim.span.part.startswith(("link", "related"))
        and not (isinstance(claim.value, PlaceValue) and claim.value.precision in ("country", "region", "unknown"))
    }
    return [
        claim for claim in maker.claims if not claim.span.part.startswith(("link", "related")) or claim.field not in own
    ]


def _denied_by_themselves(claims: Sequence[Claim]) -> list[Claim]:
    """Deny the act of those who deny it: "the rebels denied responsibility"."""
    denying = [claim.span for claim in claims if claim.field == "responsibility_blamed_on" and claim.stance == "denied"]
    return [
        replace(claim, stance="denied")
        if claim.field == "perpetrator" and any(claim.span.overlaps(span) for span in denying)
        else claim
        for claim in claims
    ]


def _parties(doc: Doc, telling: Telling, lexicon: Lexicon, clash: bool) -> list[Party]:
    syntax, token, mentions = telling.syntax, telling.token, doc.mentions
    if clash:
        return sides(syntax, lexicon, token, mentions)
    if lexicon.types[telling.type].sides == "one_sided":
        return [
            *perpetrators(syntax, lexicon, token, mentions, field="perpetrator"),
            *victims(syntax, lexicon, token, mentions, field="victim"),
        ]
    return perpetrators(syntax, lexicon, token, mentions, field="actor")


def _add_tolls(maker: ClaimMaker, draft: Draft, clashing: Sequence[Party] | None) -> None:
    """Add the tolls, in a clash with their sides; those hurt there are no victims."""
    individuals = tell_apart(draft.harms)
    counted = count_up(draft.harms, individuals)
    died = {each.harm.people.span for each in counted if each.harm.field == "killed" and each.harm.scope != "whole"}
    for counting in counted:
        if counting.harm.field == "injured" and counting.harm.people.span in died:
            # "Two more people wounded in the raid died": they are some of those wounded.
            counting = replace(counting, harm=replace(counting.harm, scope="part"))
        placed = Placed(counting.harm, counting.syntax)
        is_of_all = clashing is None or is_sum(placed, draft.harms)
        _add_toll(maker, counting, None if is_of_all else side_of(placed, clashing or (), maker.doc.mentions))
    owner = {id(harm): one for one in individuals for harm in one.harms}
    for placed in draft.harms:
        harm, people = placed.harm, placed.harm.people
        if people.kind in ("none", "pronoun"):
            continue
        one = owner.get(id(harm))
        status = one.status if one is not None else harm.field
        if harm.field == "identified" and harm.rule == "suspect":
            maker.add(
                "perpetrator",
                people.span,
                PartyValue(people.name, None, "person", age=people.age, role="suspect"),
                "suspect",
                anchor=harm.anchor,
                stance="hedged",
            )
            continue
        if harm.fate == "neither" and status in BEFALLING:
            continue
        if status not in _STATUSES or (harm.anchor == people.head and harm.rule in ("noun", "pattern", "toll")):
            continue
        party = victim_of(placed.syntax, people, status=cast(PersonStatus, status))
        rule = "identified" if harm.field == "identified" else "harm"
        if clashing is None and party is not None and not is_sum(placed, draft.harms):
            maker.add("victim", party.span, party.value, rule, anchor=harm.anchor)


def _add_toll(maker: ClaimMaker, counting: Counting, side: Side | None) -> None:
    harm = counting.harm
    people = harm.people
    if harm.field not in TOLLS:
        return
    low, high, word = counting.low, counting.high, None
    if low is None and people.kind in ("single", "name", "pronoun", "none"):
        low, high = people.low, people.high
    elif low is None:
        low, high, word = people.low, people.high, people.word
    of = people.of if not (people.is_single and people.of in ("men", "women", "civilians")) else None
    if people.kind in ("name", "pronoun"):
        of = None
    # "No casualties" is asserted, although "no" stands there.
    stance = maker.stance if people.kind == "none" else None
    value = TollValue(low, high, harm.scope, of, side, word)
    maker.add(harm.field, people.span, value, harm.rule, anchor=harm.anchor, stance=stance)


def _add_dates(maker: ClaimMaker, draft: Draft, others: set[tuple[str, int]]) -> None:
    """Add the day that each telling has in its own clause; those of the sentence only where no clause has one."""
    group, published = draft.group, maker.doc.article.published
    times = maker.doc.times
    if group.role == "anniversary":
        # Not the day on which it is remembered.
        times = tuple(
            each for each in times if on_its_side(each.value, published, group.stance, group.role) is not None
        )
    found = [
        (telling.token, each)
        for telling in draft.group.tellings
        for each in dates(telling.syntax, telling.token, times)
        if each.rule == "clause" or (telling.part, telling.sentence) not in others
    ]
    for syntax, token, rule in draft.happenings:
        for time in [each for each in times_of_clause(syntax, token, maker.doc.times) if is_dated(each)][:1]:
            found.append((token, Found("date", time.span, time.value, rule)))
    surest = [entry for entry in found if entry[1].rule in ("clause", "happening")]
    # "Nine people died on Monday when a bomb went off": the day stands at what was done to people.
    if not surest:
        told = {(telling.part, telling.sentence) for telling in draft.group.tellings}
        inside, outside = _dates_of_harms(draft, maker.doc, told)
        found += inside
        # "The bomb destroyed a school. Nine people died on 3 October."
        found = found or outside
    for token, each in surest or found:
        value = on_its_side(each.value, published, group.stance, group.role)
        if value is not None:
            maker.add("date", each.span, value, each.rule, anchor=token)


def _dates_of_harms(
    draft: Draft, doc: Doc, told: set[tuple[str, int]]
) -> tuple[list[tuple[int, Found]], list[tuple[int, Found]]]:
    """Return the days at what was done to people: in the sentences that tell the event, and in others."""
    inside: list[tuple[int, Found]] = []
    outside: list[tuple[int, Found]] = []
    for placed in draft.harms:
        syntax, anchor = placed.syntax, placed.harm.anchor
        if placed.harm.scope != "whole" or placed.harm.people.is_added or placed.harm.rule == "toll":
            # "One more died overnight, taking the toll to nine"
            continue
        for time in [each for each in times_of_clause(syntax, anchor, doc.times) if is_dated(each)][:1]:
            held = inside if (syntax.parse.part, syntax.tokens[anchor].sentence) in told else outside
            held.append((anchor, Found("date", time.span, time.value, "sentence")))
    return inside, outside


def _add_things(maker: ClaimMaker, draft: Draft, lexicon: Lexicon) -> None:
    if not lexicon.types[draft.type].violent:
        return
    for telling in draft.group.tellings:
        for each in (
            *targets(telling.syntax, lexicon, telling.token),
            *weapons(telling.syntax, lexicon, telling.token),
        ):
            maker.add(each.field, each.span, each.value, each.rule, anchor=telling.token)
