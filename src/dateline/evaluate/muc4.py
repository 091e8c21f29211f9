"""Role fillers of terrorism reports (MUC-4, as reduced by GRIT): CEAF-REE of five roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, ceaf_ree, normalise_filler
from dateline.evaluate.news import is_news
from dateline.evaluate.report import Report
from dateline.model import Account, Article, Claim, Doc, Mention, PartyValue, Span
from dateline.schema import incident_types
from dateline.settings import Settings

ROLES: tuple[str, ...] = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
DOERS = ("perpetrator", "responsibility_claimed_by", "responsibility_blamed_on")
#: Score from which a claim counts: F1 was greatest there on train reports that the reader did not see.
COUNTED = 0.3
ORGANISED = ("armed_group", "state_force", "police", "organisation", "government")


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score role fillers on MUC-4 dev, read as the wire sent it: upper case, hard-wrapped."""
    gold, articles = load_gold(data, "muc4/grit_roles_dev.jsonl", ("docid", "extracts"), limit=limit)
    totals = dict.fromkeys(ROLES, Prf())
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        predicted = fillers(doc, [account for account in doc.accounts if counts(account)])
        scores = {role: ceaf_ree(predicted[role], gold_entities(record["extracts"], role)) for role in ROLES}
        totals = {role: totals[role] + scores[role] for role in ROLES}
        pooled = sum(scores.values(), Prf())
        documents[record["docid"]] = 1.0 if pooled == Prf() else pooled.f1
    metrics = sum(totals.values(), Prf()).to_metrics("ceaf_ree")
    for role in ROLES:
        metrics[f"{role}_f1"] = totals[role].f1
    beside = {"ceaf_ree_f1": "54.5 (GRIT), about 57.8 (TempGen), on the test part"}
    return Report("muc4", metrics, beside, documents)


def load_gold(
    data: Path, name: str, keys: Collection[str], *, limit: int | None = None
) -> tuple[list[dict[str, Any]], list[Article]]:
    """Return gold records of a reduced set with the articles they are of. Raises UsageError where a text is absent."""
    gold = load_lines(data, name, keys)[:limit]
    texts = {record["docid"]: record["text"] for record in load_lines(data, "muc4/muc4_dev.jsonl", ("docid", "text"))}
    if untold := [record["docid"] for record in gold if record["docid"] not in texts]:
        raise UsageError(
            f"muc4/muc4_dev.jsonl in {str(data)!r} has no document {untold[0]!r}; fetch the gold data again"
        )
    return gold, [make_article(record["docid"], texts[record["docid"]]) for record in gold]


def gold_entities(extracts: Mapping[str, Any], role: str) -> list[set[str]]:
    return [{normalise_filler(mention[0]) for mention in entity} for entity in extracts[role]]


def fillers(doc: Doc, accounts: Iterable[Account]) -> dict[str, list[set[str]]]:
    """Return for each role the entities that accounts claim, one string an entity."""
    found: dict[str, dict[str, set[str]]] = {role: {} for role in ROLES}
    for account in accounts:
        for claim in account.claims:
            role = role_of(claim, doc.mentions)
            text = normalise_filler(fullest_name(doc, claim))
            if role is not None and text:
                found[role][text] = {text}
    return {role: list(entities.values()) for role, entities in found.items()}


def counts(account: Account) -> bool:
    """Return whether an account is one that MUC-4 has a template for: its types, told as news, not denied."""
    return is_news(account) and "muc4" in incident_types()[account.type].codes


def template_accounts(doc: Doc) -> list[Account]:
    """Return the accounts that make templates: those that count and name somebody or something in a role."""
    return [
        account
        for account in doc.accounts
        if counts(account) and any(role_of(claim, doc.mentions) for claim in account.claims)
    ]


def role_of(claim: Claim, mentions: Sequence[Mention]) -> str | None:
    """Return the MUC-4 role that a claim fills, or None: for a doubtful claim, or a field that is no role.

    A named body is an organisation, "guerrillas" are people. Victims are those with a name: the reduced set left out
    the descriptions of human targets.
    """
    if claim.score < COUNTED:
        return None
    if claim.field == "target":
        return "Target"
    if claim.field == "weapon":
        return "Weapon"
    if not isinstance(claim.value, PartyValue):
        return None
    if claim.field == "victim":
        return "Victim" if claim.value.kind == "person" and claim.value.name else None
    if claim.field in DOERS:
        is_named = any(mention.kind in ORGANISED and _is_most_of(mention.span, claim.span) for mention in mentions)
        is_body = claim.value.actor is not None or claim.value.kind == "organisation"
        return "PerpOrg" if is_body or is_named else "PerpInd"
    return None


def _is_most_of(part: Span, whole: Span) -> bool:
    """Tell whether a mention is more than half of a phrase: not "FMLN" in "FMLN guerrillas"."""
    shared = min(part.end, whole.end) - max(part.start, whole.start)
    return part.part == whole.part and 2 * shared > whole.end - whole.start


def fullest_name(doc: Doc, claim: Claim) -> str:
    """Return the longest name of what a claim names: two mentions of one chain are one entity."""
    for chain in doc.chains:
        if any(doc.mentions[index].span == claim.span for index in chain):
            names = [doc.article.written(doc.mentions[index].span) for index in chain]
            return max(names, key=lambda name: (len(name), name))
    return claim.written
