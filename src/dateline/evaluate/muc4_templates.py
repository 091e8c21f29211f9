"""Templates of terrorism reports (MUC-4, as reduced by GTT): micro-F1 of fillers and types of mapped templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.data import annotate_gold
from dateline.evaluate.metrics import Prf, ceaf_ree, match_best
from dateline.evaluate.muc4 import ROLES, fillers, gold_entities, load_gold, template_accounts
from dateline.evaluate.report import Report
from dateline.model import Account, Doc
from dateline.schema import incident_types
from dateline.settings import Settings

SLOTS: tuple[str, ...] = ("incident_type", *ROLES)


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its type (gold may allow several) and the entities of each role, each a set of strings."""

    types: frozenset[str]
    fillers: Mapping[str, Sequence[set[str]]]


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score templates on MUC-4 dev as Du, Rush and Cardie (2021, "Template Filling with Generative Transformers") do.

    Each account that MUC-4 has a template for, and that fills a role, is one template, with the fillers of the task
    `muc4`. Predicted and gold templates of one type are mapped one to one, so that the most fillers match. Counted are
    entities (CEAF-REE within a pair: all strings of the predicted one are gold's) and, as one more filler, the type.
    Templates that are left over count as wrong or missed with all they hold.
    """
    gold, articles = load_gold(data, "muc4/gtt_templates_dev.jsonl", ("docid", "templates"), limit=limit)
    totals = dict.fromkeys(SLOTS, Prf())
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        predicted = [template_of(doc, account) for account in template_accounts(doc)]
        scores = score(predicted, [gold_template(template) for template in record["templates"]])
        totals = {slot: totals[slot] + scores[slot] for slot in SLOTS}
        pooled = sum(scores.values(), Prf())
        documents[record["docid"]] = 1.0 if pooled == Prf() else pooled.f1
    metrics = sum(totals.values(), Prf()).to_metrics("template")
    metrics |= {f"{slot}_f1": totals[slot].f1 for slot in SLOTS}
    beside = {"template_f1": "53.9 (a model of 4 billion parameters), 50.2 (GTT), on the test part"}
    return Report("muc4_templates", metrics, beside, documents)


def template_of(doc: Doc, account: Account) -> Template:
    code = incident_types()[account.type].codes["muc4"].lower()
    return Template(frozenset((code,)), fillers(doc, (account,)))


def gold_template(template: Mapping[str, Any]) -> Template:
    """Return a gold template; "bombing / attack" allows either type."""
    return Template(
        frozenset(template["incident_type"].split(" / ")), {role: gold_entities(template, role) for role in ROLES}
    )


def score(predicted: Sequence[Template], gold: Sequence[Template]) -> dict[str, Prf]:
    """Return the counts of each slot over the templates of one document, those that are left over included."""
    pairs = [[_score_pair(one, wanted) for wanted in gold] for one in predicted]
    matched = match_best([[sum(pair.values(), Prf()).right for pair in row] for row in pairs])
    totals = dict.fromkeys(SLOTS, Prf())
    for p, g in matched:
        totals = {slot: totals[slot] + pairs[p][g][slot] for slot in SLOTS}
    for p, one in enumerate(predicted):
        if p not in {row for row, _ in matched}:
            totals = {slot: totals[slot] + Prf(wrong=_held(one, slot)) for slot in SLOTS}
    for g, one in enumerate(gold):
        if g not in {column for _, column in matched}:
            totals = {slot: totals[slot] + Prf(missed=_held(one, slot)) for slot in SLOTS}
    return totals


def _score_pair(predicted: Template, gold: Template) -> dict[str, Prf]:
    """Return the counts of each slot of a pair; none, so that it is not mapped, where the types differ."""
    if not predicted.types & gold.types:
        return {}
    return {"incident_type": Prf(right=1)} | {
        role: ceaf_ree(predicted.fillers[role], gold.fillers[role]) for role in ROLES
    }


def _held(template: Template, slot: str) -> int:
    return 1 if slot == "incident_type" else len(template.fillers[slot])
