"""Trains the reader: batches of all tasks in one random order, checkpoints, a log. Goes on where it was stopped.

dateline train reader --data DIR --work DIR [--minutes M] [--encoder PATH]
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from tokenizers import Tokenizer

from dateline.extract.nets.encoding import windows
from dateline.extract.nets.reader import load_tokenizer, special_pieces
from dateline.settings import Settings
from dateline.train.batches import Item, collate, epoch, make_item
from dateline.train.calibrate import is_held_out
from dateline.train.examples import SOURCES, load_examples
from dateline.train.network import ReaderNet, load_encoder, losses

log = logging.getLogger(__name__)

#: Task -> times that its train part is gone through. Sentences of factuality and reports of MUC-4 are few.
EPOCHS: Mapping[str, float] = {"muc4": 4.5, "attribution": 1, "names": 0.8, "factuality": 4, "incidents": 0.8}
#: Head -> weight of its loss; 1 where it is not named. Words that are no "O" are rare in some.
LOSS_WEIGHTS: Mapping[str, float] = {
    "roles": 4.0,
    "filler_types": 0.5,
    "people": 4.0,
    "tolls": 3.0,
    "factuality": 3.0,
    "article_types": 0.3,
    "article_killed": 0.3,
    "article_injured": 0.3,
}
#: Batches whose gradients make one step.
ACCUMULATED = 3
LEARNING_RATE, HEAD_LEARNING_RATE = 2e-4, 1e-3
WARM_UP = 0.05
CHECKPOINT_SECONDS = 240
#: Share of the windows in which nothing is labelled that an epoch goes through.
EMPTY_SHARE = 0.5
#: Task -> windows of one doc that are trained on: what follows in a report tells little of its incident.
MOST_WINDOWS: Mapping[str, int] = {"incidents": 2}


@dataclass(frozen=True, slots=True)
class Options:
    """How to train. `minutes`: the learning rate runs down, and training ends, after so long; None: all epochs."""

    seed: int = 0
    minutes: float | None = None
    threads: int = 2


def train_reader(data: Path, work: Path, encoder: Path, settings: Settings, options: Options) -> Path:
    """Train on the train parts in `data`; returns the file of the weights. Raises UsageError for data that is absent.

    `work` keeps annotated docs, checkpoints and the log; a second call goes on from the last checkpoint.
    """
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    items = {task: _items(task, data, work, tokenizer, settings) for task in SOURCES}
    plan = make_plan(items, seed=options.seed)
    net = ReaderNet(load_encoder(encoder))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net.to(device)
    optimizer = torch.optim.AdamW(
        [
            {"params": net.encoder.parameters(), "lr": LEARNING_RATE},
            {
                "params": [parameter for name, parameter in net.named_parameters() if not name.startswith("encoder.")],
                "lr": HEAD_LEARNING_RATE,
            },
        ],
        weight_decay=0.01,
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    checkpoint = work / "checkpoint.pt"
    done, spent = 0, 0.0
    if checkpoint.is_file():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        done, spent = state["done"], state["spent"]
        log.info("going on after batch %d of %d", done, len(plan))
    net.train()
    started = saved = time.monotonic()
    sums: dict[str, list[float]] = defaultdict(list)
    generator = random.Random(options.seed + done)
    for number, batch in enumerate(islice(plan, done, None), done + 1):
        progress = number / len(plan)
        if options.minutes is not None:
            progress = max(progress, (spent + time.monotonic() - started) / (60 * options.minutes))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(number / (WARM_UP * len(plan)), 1.0, max(1.0 - progress, 0.01))
        inputs, targets = collate(batch, generator=generator)
        found = losses(net(*(each.to(device) for each in inputs)), {k: v.to(device) for k, v in targets.items()})
        for name, loss in found.items():
            sums[name].append(float(loss.detach()))
        if found:
            total = sum(LOSS_WEIGHTS.get(name, 1.0) * loss for name, loss in found.items())
            (total / ACCUMULATED).backward()
        if number % ACCUMULATED == 0 or number == len(plan):
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
        now = time.monotonic()
        if number % 60 == 0:
            _write_log(work, number, len(plan), progress, spent + now - started, sums)
            sums.clear()
        if now - saved > CHECKPOINT_SECONDS or number == len(plan) or progress >= 1.0:
            _save(checkpoint, net, optimizer, number, spent + now - started)
            saved = now
        if progress >= 1.0:
            break
    weights = work / "reader.pt"
    torch.save(net.state_dict(), weights)
    return weights


def _items(task: str, data: Path, work: Path, tokenizer: Tokenizer, settings: Settings) -> list[Item]:
    return [
        make_item(example, window, special_pieces(tokenizer))
        for example in load_examples(task, data, work, tokenizer, settings)
        if not is_held_out(example.id)
        for window in islice(windows(example.encoding), MOST_WINDOWS.get(task))
    ]


def make_plan(items: Mapping[str, list[Item]], *, seed: int) -> list[list[Item]]:
    """Return all batches of a training in their order: every task is spread evenly over the whole of it."""
    generator = random.Random(seed)
    placed: list[tuple[float, int, list[Item]]] = []
    for task, own in items.items():
        batches: list[list[Item]] = []
        for round_ in range(int(EPOCHS[task]) + 1):
            kept = [item for item in own if _labels_something(item) or generator.random() < EMPTY_SHARE]
            once = list(epoch(kept, generator=generator))
            rest = EPOCHS[task] - round_
            batches += once if rest >= 1 else once[: round(rest * len(once))]
        for position, batch in enumerate(batches):
            placed.append(((position + generator.random()) / len(batches), len(placed), batch))
    return [batch for _, _, batch in sorted(placed, key=lambda each: each[:2])]


def _labels_something(item: Item) -> bool:
    """Tell whether a window has more than "O"."""
    labelled = any(value > 0 for row in item.classes.values() for value in row)
    return labelled or any(value > 0 for rows in item.marks.values() for row in rows for value in row)


def _save(path: Path, net: ReaderNet, optimizer: torch.optim.Optimizer, done: int, spent: float) -> None:
    """Write a checkpoint beside the last one and put it in its place: a run killed while writing loses nothing."""
    partial = path.with_suffix(".partial")
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "done": done, "spent": spent}, partial)
    partial.replace(path)


def _write_log(
    work: Path, number: int, total: int, progress: float, seconds: float, sums: Mapping[str, list[float]]
) -> None:
    means = {name: round(sum(values) / len(values), 4) for name, values in sorted(sums.items())}
    line = {"batch": number, "of": total, "progress": round(progress, 4), "seconds": round(seconds), "losses": means}
    with (work / "log.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")
    log.info("batch %d of %d: %s", number, total, means)
