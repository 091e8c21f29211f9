"""Gives the fillers that the trained reader sees to the accounts they belong to, as claims beside those by rule."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.extract.attaching import Draft
from dateline.extract.claims import ClaimMaker
from dateline.extract.counting import person_of
from dateline.extract.fillers import Filler, read_fillers
from dateline.extract.nets.calibration import Calibration
from dateline.extract.nouns import target_at, weapon_at
from dateline.extract.parties import MENTION_KINDS, read_party, text_of
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon
from dateline.model import Claim, Doc, Mention, PartyKind, PartyValue, ThingValue, Value

#: Score from which a filler becomes a claim: below it, it is noise.
KEPT = 0.3
#: What is left of the score of a claim by rule that the reader does not share. On reports like those it was trained on
#: such claims are right once in twenty; on others it knows less, and so takes less away.
UNSHARED = 0.35
#: Sentences that a type which does not fit counts as, for each unit of its log probability.
_MISFIT = 3.0
#: Sentences that another part counts as.
_FAR = 20


def attach_fillers(doc: Doc, drafts: Sequence[Draft], lexicon: Lexicon, calibration: Calibration) -> None:
    """Give each filler to the event told nearest to it, of a type that its role is likely of."""
    if not doc.tags:
        return
    open_drafts = [
        draft
        for draft in drafts
        if draft.group.is_real and draft.role in ("main", "other") and "muc4" in lexicon.types[draft.type].codes
    ]
    for filler in read_fillers(doc, calibration):
        if filler.score >= KEPT and open_drafts:
            best = min(open_drafts, key=lambda draft: _cost(filler, draft, lexicon))
            best.fillers.append(filler)


def _cost(filler: Filler, draft: Draft, lexicon: Lexicon) -> float:
    code = lexicon.types[draft.type].codes["muc4"].lower()
    likely = dict(filler.tag.types).get(code, 0.0)
    far = min(
        (
            abs(telling.sentence - telling.syntax.tokens[at].sentence)
            for telling in draft.group.tellings
            if telling.part == filler.tag.span.part and (at := telling.syntax.head_of(filler.tag.span)) is not None
        ),
        default=_FAR,
    )
    return far - _MISFIT * math.log(max(likely, 0.02)) + (draft.role != "main")


def add_fillers(
    maker: ClaimMaker,
    fillers: Iterable[Filler],
    syntaxes: Mapping[str, Syntax],
    lexicon: Lexicon,
) -> None:
    """Add the fillers of one account. A claim by rule about the same words takes the words and score of the filler.

    Where the reader has read the article, a claim by rule that it does not share is worth less.
    """
    if not maker.doc.tags:
        return
    own = list(fillers)
    for filler in own:
        twins = [
            claim for claim in maker.claims if claim.field == filler.field and claim.span.overlaps(filler.tag.span)
        ]
        syntax = syntaxes[filler.tag.span.part]
        anchor = syntax.head_of(filler.tag.span)
        if twins:
            maker.claims = [claim for claim in maker.claims if claim not in twins]
            maker.claims.append(_as_filled(maker, twins[0], filler, syntax))
        elif anchor is not None:
            value = filler_value(filler, syntax, anchor, maker.doc.mentions, lexicon)
            maker.add(filler.field, filler.tag.span, value, "filler", anchor=anchor, score=filler.score)
    spans = [(filler.field, tag.span) for filler in own for tag in filler.tags]
    maker.claims = [
        claim
        if not _is_seen_by_reader(claim)
        or any(claim.field == field and claim.span.overlaps(span) for field, span in spans)
        else replace(claim, score=round(UNSHARED * claim.score, 4))
        for claim in maker.claims
    ]


def _is_seen_by_reader(claim: Claim) -> bool:
    """Tell whether a claim is of what the reader has learned to see: of victims it knows those with a name alone."""
    if claim.field == "victim":
        return isinstance(claim.value, PartyValue) and claim.value.kind == "person" and claim.value.name is not None
    return claim.field in ("perpetrator", "target", "weapon")


def _as_filled(maker: ClaimMaker, claim: Claim, filler: Filler, syntax: Syntax) -> Claim:
    span, value = filler.tag.span, claim.value
    named = isinstance(value, PartyValue) and (value.name is None or value.kind == "person")
    if isinstance(value, ThingValue | PartyValue) and not named:
        value = replace(value, name=text_of(syntax, span))
    return replace(
        claim,
        id=Claim.make_id(claim.account_id, claim.field, span),
        span=span,
        written=maker.doc.article.written(span),
        value=value,
        score=round(filler.score, 4),
    )


def filler_value(filler: Filler, syntax: Syntax, head: int, mentions: Sequence[Mention], lexicon: Lexicon) -> Value:
    text = text_of(syntax, filler.tag.span)
    if filler.role == "Target":
        thing = target_at(syntax, lexicon, head)
        return ThingValue(text, thing.kind if thing else "other")
    if filler.role == "Weapon":
        thing = weapon_at(syntax, lexicon, head)
        return ThingValue(text, thing.kind if thing else "other")
    named = next(
        (each for each in mentions if each.span.overlaps(filler.tag.span) and each.kind in MENTION_KINDS), None
    )
    if filler.role == "PerpOrg":
        kind: PartyKind = MENTION_KINDS[named.kind] if named is not None and named.kind != "person" else "organisation"
        return PartyValue(text, named.actor if named else None, kind)
    if filler.role == "Victim":
        return PartyValue(text, None, "person")
    party = read_party(syntax, lexicon, head, mentions, field=filler.field, rule="filler")
    if party is not None and party.span.overlaps(filler.tag.span):
        return party.value if party.value.kind == "person" else replace(party.value, name=text)
    person = person_of(syntax, lexicon, head)
    return PartyValue(text, None, person.kind if person else "unknown")
