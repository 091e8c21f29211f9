"""Measures what vectors of the base encoder would add to linking, on incidents train by folds.

Needs `pip install 'dateline[train]'`. Headline and first paragraphs of each report are one vector (mean of the last
layer); the cosine of two reports is one more ground, alone and in three pieces. Nothing of it is used: why stands in
docs/decisions.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from dateline.cli.training import packaged_encoder
from dateline.evaluate.data import load_lines
from dateline.evaluate.incidents import REPORT_KEYS
from dateline.settings import Settings
from dateline.store import open_store
from dateline.train.linking import Pairs, figures, group_mains, make_pairs, read_reports, score_unseen

Vectors = NDArray[np.float32]
#: Characters of a report's text that are read, pieces of the encoder that are kept, and reports in a batch.
LETTERS, PIECES, BATCH = 600, 112, 32


def encode(texts: Sequence[str], folder: Path) -> Vectors:
    """Return the vectors of some texts, of length 1, one a row."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    found = []
    for start in range(0, len(texts), BATCH):
        batch = tokenizer(
            list(texts[start : start + BATCH]), padding=True, truncation=True, max_length=PIECES, return_tensors="pt"
        )
        with torch.no_grad():
            states = model(**batch).last_hidden_state
        there = batch["attention_mask"][..., None].float()
        mean = (states * there).sum(1) / there.sum(1)
        found.append(torch.nn.functional.normalize(mean, dim=-1).numpy())
        print(f"\r{start + len(batch['input_ids']):,} of {len(texts):,} reports", end="", flush=True)
    print()
    return np.concatenate(found)


def with_columns(pairs: Pairs, columns: Mapping[str, Vectors]) -> Pairs:
    """Return the pairs with further grounds; pairs of copies have none of them."""
    added = np.stack([column * pairs.telling for column in columns.values()], axis=1)
    return replace(pairs, names=[*pairs.names, *columns], amounts=np.concatenate([pairs.amounts, added], axis=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the gold data")
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder that keeps the reports as read")
    chosen = parser.parse_args()
    profiles, incidents = read_reports(chosen.data, chosen.work, Settings())
    texts = {
        report["id"]: f"{report['title'] or ''}. {report['text'][:LETTERS]}"
        for report in load_lines(chosen.data, "incidents/train_reports.jsonl", REPORT_KEYS)
    }
    with open_store(f"sqlite:///{chosen.work}/linking.db") as store:
        read = {article.id: str(article.input_id) for article in store.articles().values()}
    vectors = encode([texts[read[profile.article_id]] for profile in profiles.values()], packaged_encoder())
    row = {account_id: place for place, account_id in enumerate(profiles)}
    pairs = make_pairs(profiles, incidents)
    cosine = np.array([float(vectors[row[left]] @ vectors[row[right]]) for left, right in pairs.keys])
    pieces = {"cosine": cosine - 0.5, "near": np.maximum(cosine - 0.7, 0), "far": np.maximum(0.4 - cosine, 0)}
    for name, tried in (
        ("without", pairs),
        ("cosine", with_columns(pairs, {"cosine": cosine - 0.5})),
        ("in pieces", with_columns(pairs, pieces)),
    ):
        scores = score_unseen(tried)
        _, groups = group_mains(profiles, scores, 0.0)
        found = figures(tried, scores, groups, incidents)
        print(f"{name:10}", *(f"{key} {found[key]:.4f}" for key in ("pair_log_loss", "pair_f1", "b3_f1")))


if __name__ == "__main__":
    main()
