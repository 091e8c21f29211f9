"""Numbers killed and captured in military press releases (ISAF): exact match by document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from statistics import mean

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.news import is_news
from dateline.evaluate.report import Report
from dateline.model import Account, Claim, Doc, TollValue
from dateline.settings import Settings

#: Figure -> the fields whose tolls it is the sum of.
FIGURES: Mapping[str, tuple[str, ...]] = {"killed": ("killed",), "captured": ("arrested", "abducted")}
#: Groups that fighters may be told as; the others are bystanders and the forces themselves.
FIGHTERS = (None, "militants", "attackers", "men")
#: How the coders of the data write words for a few; "several" and all that have no entry are 3.
SEVERAL = 3
CODED = {"numerous": 4}
#: Gold tells nothing of how many operations a text has, but its publisher does: the "Operational Update" of a morning
#: or an evening gathers them. The title is among the first lines.
DIGEST = re.compile(r"operational update", re.IGNORECASE)
HEADING = 300
BESIDE = {
    "killed": "0.738, always 0; 0.443, a fine-tuned numeric model, and 0.064, regular expressions, on other news",
    "captured": "0.373, always 3",
    "digest_killed": "0.622, always 0",
    "digest_captured": "0.214, always 3",
}


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score the least number of fighters killed and captured; digests of several operations (98 of 361) apart."""
    gold = load_lines(data, "casualties/isaf_dev.jsonl", ("docid", "text", "gold"))[:limit]
    articles = [make_article(record["docid"], record["text"]) for record in gold]
    marks: dict[str, list[bool]] = {f"{kind}{figure}": [] for kind in ("", "digest_") for figure in FIGURES}
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        right = {figure: figure_of(doc, figure) == record["gold"][f"min_{figure}"] for figure in FIGURES}
        kind = "digest_" if is_digest(record["text"]) else ""
        for figure in FIGURES:
            marks[f"{kind}{figure}"].append(right[figure])
        documents[record["docid"]] = mean(right.values())
    metrics = {name: mean(values) if values else 0.0 for name, values in marks.items()}
    return Report("isaf", metrics, BESIDE, documents)


def is_digest(text: str) -> bool:
    return DIGEST.search(text[:HEADING]) is not None


def figure_of(doc: Doc, figure: str) -> int:
    """Return the sum over accounts told as news; 0 without a claim. A span that two accounts share counts once."""
    total = 0
    counted: set[tuple[str, int]] = set()
    for account in filter(is_news, doc.accounts):
        own = [
            claim
            for field in FIGURES[figure]
            for claim in tolls_of_fighters(account, field)
            if (claim.span.part, claim.span.start) not in counted
        ]
        total += sum(toll_of([claim for claim in own if claim.field == field]) for field in FIGURES[figure])
        counted |= {(claim.span.part, claim.span.start) for claim in own}
    return total


def tolls_of_fighters(account: Account, field: str) -> list[Claim]:
    """Return the tolls of those whom the forces killed or hold: whoever they hold was coded, officials too."""
    return [
        claim
        for claim in account.of_field(field)
        if isinstance(claim.value, TollValue)
        and (claim.value.of in FIGHTERS or field == "arrested")
        and claim.stance != "denied"
    ]


def toll_of(claims: list[Claim]) -> int:
    """Return the least number of one account: the greatest whole toll with those added; without one, the greatest part.

    Whole tolls tell the same people again. A vague word in one ("a leader and several men") is as coders write it.
    """
    lows: dict[str, list[int]] = {"whole": [], "added": [], "part": []}
    for claim in claims:
        if isinstance(claim.value, TollValue):
            vague = [
                least(part.value) - (part.value.low or 0)
                for part in claims
                if isinstance(part.value, TollValue) and part.value.scope == "part" and claim.span.covers(part.span)
            ]
            lows[claim.value.scope].append(least(claim.value) + (0 if claim.value.scope == "part" else sum(vague)))
    whole = max(lows["whole"] or lows["part"], default=0)
    return whole + sum(lows["added"])


def least(toll: TollValue) -> int:
    """Return the lower bound of a toll; of a vague word for a few, the number that coders give it."""
    low = toll.low or 0
    return max(low, CODED.get(toll.word, SEVERAL)) if toll.word is not None and toll.high is None else low
