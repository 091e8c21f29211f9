"""Terrorism reports by the official MUC-4 rules: recall, precision and F over all templates, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, match_best
from dateline.evaluate.muc4 import counts
from dateline.evaluate.muc4_answers import SLOTS, Answer, Key, answer_of, read_key
from dateline.evaluate.muc4_guidelines import Fill, KeyFill, credit
from dateline.evaluate.report import Report
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.settings import Settings

#: A pair of templates needs a match, at least in part, of the type and of one of these to be mapped.
MAPPING: tuple[str, ...] = ("perp_ind_id", "perp_org_id", "phys_tgt_id", "hum_tgt_name", "hum_tgt_desc")
#: Prefers what must be filled where something optional would fit as well.
REQUIRED = 1e-6


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score MUC-4 dev by scoring-guidelines.v7, on the 11 of 23 slots that fields of ours can fill.

    Answers are mapped to keys one to one, so that the credit is the most. A pair needs a match of the incident type
    (an answer ATTACK matches any other in part) and of a perpetrator, a physical or a human target, at least in part.
    Over all templates: missing and spurious ones count with all their fills. A match in part is worth 0.5. Optional
    templates and fills that are not answered, and slots that do not apply, do not count. F is at beta 1.

    Simpler than the official program: strings and dates that only a person could judge get credit by rule
    (`muc4_guidelines`), and a half is never spread over several keys.
    """
    gold = load_lines(data, "muc4/muc4_dev.jsonl", ("docid", "text", "templates"))[:limit]
    articles = [make_article(record["docid"], record["text"]) for record in gold]
    gazetteer = open_gazetteer(settings)
    totals = dict.fromkeys(SLOTS, Prf())
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        answers = [answer_of(doc, account) for account in doc.accounts if counts(account)]
        # An account that names nobody and nothing makes no template.
        answers = [answer for answer in answers if any(answer[slot] for slot in (*MAPPING, "inc_instr_id"))]
        required = [read_key(one["slots"], gazetteer) for one in record["templates"] if not one["optional"]]
        optional = [read_key(one["slots"], gazetteer) for one in record["templates"] if one["optional"]]
        scores = score(answers, required, optional)
        totals = {slot: totals[slot] + scores[slot] for slot in SLOTS}
        pooled = sum(scores.values(), Prf())
        documents[record["docid"]] = 1.0 if pooled == Prf() else pooled.f1
    metrics = sum(totals.values(), Prf()).to_metrics("all_templates")
    metrics |= {f"{slot}_f1": totals[slot].f1 for slot in SLOTS}
    beside = {"all_templates_f1": "0.559 and 0.572, the best of 17 systems on the two test sets, all slots"}
    return Report("muc4_slots", metrics, beside, documents)


def score(answers: Sequence[Answer], required: Sequence[Key], optional: Sequence[Key]) -> dict[str, Prf]:
    """Return the counts of each slot over the templates of one document."""
    keys = [*required, *optional]
    pairs = [[score_pair(answer, key) for key in keys] for answer in answers]
    matched = match_best([[_weight(pair) for pair in row] for row in pairs])
    totals = dict.fromkeys(SLOTS, Prf())
    for a, k in matched:
        totals = {slot: totals[slot] + pairs[a][k][slot] for slot in SLOTS}
    mapped_answers, mapped_keys = {a for a, _ in matched}, {k for _, k in matched}
    for a, answer in enumerate(answers):
        if a not in mapped_answers:
            totals = {slot: totals[slot] + Prf(wrong=len(answer[slot])) for slot in SLOTS}
    for k, key in enumerate(required):
        if k not in mapped_keys:
            totals = {slot: totals[slot] + score_slot(slot, (), key[slot] or ()) for slot in SLOTS}
    return totals


def score_pair(answer: Answer, key: Key) -> dict[str, Prf]:
    return {slot: _score_applicable(slot, answer[slot], key[slot]) for slot in SLOTS}


def _score_applicable(slot: str, answer: Sequence[Fill], key: Sequence[KeyFill] | None) -> Prf:
    return Prf() if key is None else score_slot(slot, answer, key)


def _weight(pair: dict[str, Prf]) -> float:
    if not pair["inc_type"].right or not any(pair[slot].right for slot in MAPPING):
        return 0.0
    return sum(one.right for one in pair.values())


def score_slot(slot: str, answer: Sequence[Fill], key: Sequence[KeyFill]) -> Prf:
    """Return the counts of one slot: possible is what must be filled, and what is optional and was."""
    credits = [[credit(slot, fill, wanted) for wanted in key] for fill in answer]
    weights = [
        [worth and worth + (0.0 if wanted.optional else REQUIRED) for worth, wanted in zip(row, key, strict=True)]
        for row in credits
    ]
    matched = match_best(weights)
    right = sum(credits[a][k] for a, k in matched)
    possible = sum(not wanted.optional for wanted in key) + sum(key[k].optional for _, k in matched)
    return Prf(right, len(answer) - right, possible - right)
