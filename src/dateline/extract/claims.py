"""Makes claims: id, span as written, speakers, stance, and a score from one table of rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.extract.events import cues_over
from dateline.extract.stance import judge
from dateline.extract.syntax import Syntax
from dateline.model import Claim, Doc, Span, Speaker, Stance, Value
from dateline.schema import FIELDS

#: How sure each rule is that the text says this of this event: its precision on training reports, rounded.
SCORES: Mapping[str, float] = {
    # tolls
    "verb": 0.8,
    "toll": 0.85,
    "state": 0.8,
    "noun": 0.8,
    "none": 0.8,
    "pattern": 0.75,
    "shot": 0.65,
    "hospital": 0.7,
    "part": 0.8,
    "self": 0.8,
    "counted": 0.4,
    "tagged_person": 0.7,
    "tagged_toll": 0.6,
    # parties
    "agent": 0.75,
    "poss": 0.55,
    "modifier": 0.55,
    "patient": 0.7,
    "harm": 0.75,
    "identified": 0.75,
    "agentive": 0.45,
    "suspect": 0.6,
    "arrested": 0.5,
    "claimed": 0.8,
    "blamed": 0.65,
    "denies": 0.65,
    "justified": 0.5,
    # days and places
    "clause": 0.8,
    "sentence": 0.5,
    "happening": 0.7,
    "response": 0.6,
    "place_below": 0.85,
    "place_clause": 0.75,
    "place_sentence": 0.55,
    "place_loose": 0.45,
    "place_referred": 0.35,
    "place_paragraph": 0.6,
    "place_dateline": 0.4,
    "place_title": 0.4,
    "place_near": 0.35,
    "place_in": 0.5,
    # things
    "target": 0.75,
    "target_near": 0.45,
    "weapon": 0.75,
    "weapon_sentence": 0.5,
}
#: A headline is terser than its text, and more often wrong.
TITLE_FACTOR = 0.85
#: The headline of a link belongs to another report.
LINK_CEILING = 0.4

_ORDER: tuple[Stance, ...] = ("asserted", "hedged", "denied", "predicted", "planned", "hypothetical")


@dataclass(slots=True)
class ClaimMaker:
    """Collects the claims of one account; one claim for a field and span."""

    doc: Doc
    account_id: str
    syntaxes: dict[str, Syntax]
    stance: Stance
    claims: list[Claim] = field(default_factory=list)

    def add(
        self,
        field_name: str,
        span: Span,
        value: Value,
        rule: str,
        *,
        anchor: int | None = None,
        stance: Stance | None = None,
        said: Span | None = None,
        score: float | None = None,
    ) -> None:
        """Add a claim whose word is at `anchor` in the part of its span; a second one of field and span is left out.

        `said` is what the speakers are said to say, where that is not the span itself; `score` stands above the rule's.
        """
        claim_id = Claim.make_id(self.account_id, field_name, span)
        if any(claim.id == claim_id for claim in self.claims):
            return
        told = stance or self.stance_at(span, anchor)
        self.claims.append(
            Claim(
                id=claim_id,
                account_id=self.account_id,
                field=field_name,
                span=span,
                written=self.doc.article.written(span),
                value=value,
                via=speakers_over(self.doc, said or span),
                stance=told,
                score=score_of(rule, span.part) if score is None else round(score, 4),
            )
        )

    def stance_at(self, span: Span, anchor: int | None) -> Stance:
        """Return the stance of the words around a span, never surer than the account itself."""
        syntax = self.syntaxes.get(span.part)
        if syntax is None or anchor is None:
            return self.stance
        told = judge(syntax, anchor, cues=cues_over(self.doc, span, self.syntaxes)).stance
        return max(told, self.stance, key=_ORDER.index)


def claim_order(claim: Claim) -> tuple[int, bool, str, int, str]:
    """Order the claims of an account: field by field, the text before the rest."""
    return list(FIELDS).index(claim.field), claim.span.part != "text", claim.span.part, claim.span.start, claim.id


def score_of(rule: str, part: str) -> float:
    """Return the score of a rule in one part of an article."""
    score = SCORES[rule]
    if part == "title":
        return round(score * TITLE_FACTOR, 4)
    return score if part == "text" else min(score, LINK_CEILING)


def speakers_over(doc: Doc, span: Span) -> tuple[Speaker, ...]:
    """Return who says what a span tells, nearest to the event first: the speakers of all content that covers it."""
    covering = [
        (
            min(content.end - content.start for content in attribution.content if content.covers(span)),
            number,
            attribution,
        )
        for number, attribution in enumerate(doc.attributions)
        if any(content.covers(span) for content in attribution.content)
    ]
    found: list[Speaker] = []
    for _, _, attribution in sorted(covering, key=lambda each: each[:2]):
        for speaker in attribution.chain or (attribution.speaker,):
            # Who is quoted by another is told of twice: in the inner act and as cited by the outer one.
            if speaker not in found and not _is_outlet_of(doc, speaker):
                found.append(speaker)
    return tuple(found)


def _is_outlet_of(doc: Doc, speaker: Speaker) -> bool:
    """Tell whether the article itself is of the outlet: "told Reuters", in a report by Reuters."""
    outlet = doc.article.outlet
    return speaker.kind == "outlet" and outlet is not None and (speaker.name or "").lower() == outlet.lower()
