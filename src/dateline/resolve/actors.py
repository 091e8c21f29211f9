"""Ties the parties of claims to known actors and to who the article names elsewhere: "TTP" and "Pakistani Taliban" to
one id and one kind, "the mayor" to a name."""

from __future__ import annotations

from dataclasses import replace

from dateline.knowledge.actors import Actors
from dateline.model import Account, Claim, Doc, PartyValue, Span


def resolve_party(value: PartyValue, actors: Actors) -> PartyValue:
    """Return the party with the id and the kind of the known actor its name stands for, else as it is.

    A person of a known force ("a policeman of ...") keeps the kind person: only a party named by the actor's own name
    is that actor.
    """
    if value.actor is not None or value.name is None or value.kind == "person":
        return value
    actor = actors.resolve(value.name)
    return value if actor is None else replace(value, actor=actor.id, kind=actor.kind)


def with_chains(account: Account, doc: Doc, actors: Actors) -> Account:
    """Return the account with what the chains of the article tell of its parties: a name for a role, an actor's id."""
    claims = tuple(_with_chain(claim, doc, actors) for claim in account.claims)
    return account if claims == account.claims else replace(account, claims=claims)


def _with_chain(claim: Claim, doc: Doc, actors: Actors) -> Claim:
    value = claim.value
    if not isinstance(value, PartyValue) or value.actor is not None:
        return claim
    if value.kind == "person":
        name = _name_in_role(claim.span, doc) if value.name is None else None
        return claim if name is None else replace(claim, value=replace(value, name=name))
    known = _actors_of_chain(claim.span, doc) or _actors_inside(claim.span, value.kind, doc)
    if len(known) != 1:
        return claim
    actor = actors.get(known.pop())
    return replace(claim, value=replace(value, actor=actor.id, kind=actor.kind))


def _actors_of_chain(span: Span, doc: Doc) -> set[str]:
    index = next((index for index, mention in enumerate(doc.mentions) if mention.span == span), None)
    chain = next((chain for chain in doc.chains if index in chain), ())
    return {actor for each in chain if (actor := doc.mentions[each].actor) is not None}


def _actors_inside(span: Span, kind: str, doc: Doc) -> set[str]:
    """Return the actors of the same kind that a phrase names: "nine Taliban fighters" are of the Taliban."""
    return {
        mention.actor
        for mention in doc.mentions
        if mention.actor is not None and mention.kind == kind and span.covers(mention.span)
    }


def _name_in_role(span: Span, doc: Doc) -> str | None:
    """Return the fullest name of the person whom a role stands for: "the mayor was shot"."""
    meant = next((index for reference, index in doc.references if reference == span), None)
    chain = next((chain for chain in doc.chains if meant in chain), ())
    names = [doc.article.written(doc.mentions[each].span) for each in chain]
    return " ".join(max(names, key=len).split()) if names else None
