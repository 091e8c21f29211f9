"""Adds where an event happened: at its words, else in the title, the opening or the dateline of the report."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.attaching import Draft
from dateline.extract.claims import ClaimMaker
from dateline.extract.fields import borders, is_where, lead_sentences, paragraph_place, place_referred_to, places
from dateline.model import Doc, PlaceValue, Span

#: Ranks of places that a settlement or a part of the country have.
_FINE = ("exact", "city", "district")


def add_places(maker: ClaimMaker, draft: Draft) -> None:
    doc = maker.doc
    found = [
        (telling, each)
        for telling in draft.group.tellings
        for each in places(telling.syntax, telling.token, doc.places)
    ]
    # What the report is about has the places of its title and its opening before such a word.
    if not found and draft.role != "main":
        for telling in draft.group.tellings:
            if referred := place_referred_to(telling.syntax, telling.token, doc.places):
                found.append((telling, referred))
    for telling, each in found:
        maker.add("place", each.span, each.value, each.rule, anchor=telling.token)
    for telling in draft.group.tellings:
        for each in borders(telling.syntax, telling.token):
            maker.add("place", each.span, each.value, each.rule, anchor=telling.token)
    for syntax, token, rule in draft.happenings:
        for each in places(syntax, token, doc.places):
            if each.rule in ("place_below", "place_clause"):
                maker.add("place", each.span, each.value, rule, anchor=token)
    first = draft.group.first.event.span
    opening = paragraph_place(doc, first.start) if first.part == "text" else None
    if opening is not None and not _is_of_dateline(doc, opening.span):
        maker.add("place", opening.span, opening.value, opening.rule, stance=draft.group.stance)
        return
    if draft.role not in ("main", "other"):
        return
    is_placed = any(isinstance(claim.value, PlaceValue) and claim.value.precision in _FINE for claim in maker.claims)
    if doc.dateline is not None:
        for place in doc.places:
            if doc.dateline.covers(place.span):
                maker.add("place", place.span, place.value, "place_dateline", stance=draft.group.stance)
                break
    lead = lead_sentences(maker.syntaxes["text"])
    if draft.role == "main" and not is_placed and _is_told_in(draft, lead):
        _add_place_of_lead(maker, draft, lead)


def _add_place_of_lead(maker: ClaimMaker, draft: Draft, lead: Sequence[int]) -> None:
    """Add the place of the title, else one of the opening: "in Dee province" before a name that stands alone."""
    doc, syntax = maker.doc, maker.syntaxes["text"]
    told = [place for place in doc.places if not place.value.demonym and not _is_of_dateline(doc, place.span)]
    # Where the title tells another event its place is that one's.
    of_title = any(telling.part == "title" for telling in draft.group.tellings) or not any(
        event.span.part == "title" and event.type is not None for event in doc.events
    )
    titled = [place for place in told if place.span.part == "title" and place.value.precision in _FINE]
    if of_title and titled:
        maker.add("place", titled[0].span, titled[0].value, "place_title", stance=draft.group.stance)
        return
    in_text = [place for place in told if place.span.part == "text"]
    within = [
        place
        for place in in_text
        if place.value.precision in (*_FINE, "province") and is_where(syntax, place)
        if (at := syntax.head_of(place.span)) is not None and syntax.tokens[at].sentence in lead
    ]
    fine = [place for place in in_text if place.value.precision in _FINE]
    for place, rule in [*((each, "place_in") for each in within), *((each, "place_near") for each in fine)][:1]:
        maker.add("place", place.span, place.value, rule, stance=draft.group.stance)


def _is_of_dateline(doc: Doc, span: Span) -> bool:
    return doc.dateline is not None and doc.dateline.covers(span)


def _is_told_in(draft: Draft, lead: Sequence[int]) -> bool:
    """Tell whether an event is what the report opens with: the places of its title and opening are then the event's."""
    return any(
        telling.part == "title" or (telling.part == "text" and telling.sentence in lead)
        for telling in draft.group.tellings
    )
