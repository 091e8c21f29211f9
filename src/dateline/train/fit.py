"""The training loop: batches in random order, gold labels or teachers, checkpoints, a log. Goes on where it stopped."""

from __future__ import annotations

import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy
import torch
from torch import Tensor, nn

from dateline.extract.nets.heads import ARTICLE_HEADS, EXCLUSIVE, WORD_HEADS, article_slice, word_slice
from dateline.train.corpus import INPUTS, TASK_HEADS, Array, Corpus, batches, unknown
from dateline.train.network import ReaderNet, gold_losses, probabilities, taught_losses

log = logging.getLogger(__name__)

#: Head -> weight of its loss; 1 where it is not named. Words that are no "O" are rare in some.
LOSS_WEIGHTS: Mapping[str, float] = {
    "roles": 4.0,
    "filler_types": 0.5,
    "people": 4.0,
    "tolls": 3.0,
    "setting": 2.0,
    "factuality": 3.0,
    "article_types": 0.3,
    "article_killed": 0.3,
    "article_injured": 0.3,
}
#: Task -> windows of one doc that labels are learned from: what follows in a report tells little of its incident.
LABELLED_WINDOWS: Mapping[str, int] = {"incidents": 2}
#: Share of windows whose case, or whose kinds of mentions, are hidden, so that text without them is read as well.
HIDDEN_CASE, HIDDEN_KIND = 0.15, 0.1
WARM_UP = 0.05
CHECKPOINT_SECONDS = 240
LOGGED_STEPS = 50


@dataclass(frozen=True, slots=True)
class Course:
    """How one network is trained."""

    #: Task -> times that its windows are gone through.
    passes: Mapping[str, float]
    learning_rate: float
    head_learning_rate: float = 1e-3
    seed: int = 0
    #: Weight of what the teachers say beside what gold says.
    taught: float = 1.0
    #: Word pieces of a batch, padding included, and batches of a step. Small ones stay in a CPU's cache.
    most_pieces: int = 1600
    batches: int = 3
    #: End after so long, the learning rate run down.
    minutes: float | None = None

    def on_gpu(self) -> Course:
        return replace(self, most_pieces=16_384, batches=1)


class Loader:
    """The arrays of a corpus on a device, from which padded batches are cut."""

    def __init__(self, corpus: Corpus, device: torch.device) -> None:
        self.corpus = corpus
        self.lengths = numpy.diff(corpus.bounds)
        self._starts = torch.from_numpy(corpus.bounds[:-1]).to(device)
        self._lengths = torch.from_numpy(self.lengths).to(device)
        self._pieces = {name: torch.from_numpy(array).to(device) for name, array in corpus.pieces.items()}
        self._windows = {name: torch.from_numpy(array).to(device) for name, array in corpus.windows.items()}
        self._padding = {head.name: unknown(head.name, 1) for head in WORD_HEADS}
        self.device = device

    def inputs(
        self, chosen: Tensor, *, hide: torch.Generator | None = None
    ) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], Tensor]:
        """Return (ids, mask, case, kind) and `read` of windows; with a generator some are hidden."""
        at, mask = self._at(chosen)
        ids, case, kind = (torch.where(mask, self._pieces[name][at].long(), 0) for name in INPUTS)
        if hide is not None:
            drawn = torch.rand((2, len(chosen), 1), generator=hide).to(self.device)
            case = torch.where(drawn[0] < HIDDEN_CASE, 0, case)
            kind = torch.where(drawn[1] < HIDDEN_KIND, 0, kind)
        return (ids, mask.long(), case, kind), self._pieces["read"][at] & mask

    def targets(self, chosen: Tensor) -> dict[str, Tensor]:
        """Return what is known of windows, as gold_losses takes it."""
        at, mask = self._at(chosen)
        found = {}
        for head in WORD_HEADS:
            array = self._pieces[head.name][at]
            array[~mask] = torch.from_numpy(self._padding[head.name])[0].to(self.device)
            found[head.name] = array.long() if head.kind == "spans" else array
        for name, _ in ARTICLE_HEADS:
            found[f"article_{name}"] = self._windows[name][chosen].float()
        return found

    def opening(self, chosen: Tensor) -> Tensor:
        return self._windows["number"][chosen] == 0

    def _at(self, chosen: Tensor) -> tuple[Tensor, Tensor]:
        lengths = self._lengths[chosen]
        steps = torch.arange(int(lengths.max()), device=self.device)
        mask = steps[None, :] < lengths[:, None]
        return torch.where(mask, self._starts[chosen][:, None] + steps[None, :], 0), mask


def plan(corpus: Corpus, course: Course) -> list[Array]:
    """Return all batches of a training in their order; every task is spread evenly over the whole of it."""
    generator = numpy.random.default_rng(course.seed)
    lengths = numpy.diff(corpus.bounds)
    rounds = max(1, round(max(course.passes.values())))
    whole: list[Array] = []
    for number in range(rounds):
        chosen = []
        for task, passes in course.passes.items():
            own = corpus.of(task, held=False)
            own = own[corpus.windows["number"][own] < LABELLED_WINDOWS.get(task, 1000)]
            own = numpy.random.default_rng((course.seed, len(task))).permutation(own)
            first, last = (round(len(own) * passes * end / rounds) for end in (number, number + 1))
            chosen.append(numpy.take(own, numpy.arange(first, last), mode="wrap"))
        whole += batches(lengths, numpy.concatenate(chosen), course.most_pieces, generator)
    return whole


def fit(net: ReaderNet, loader: Loader, course: Course, work: Path, teachers: Sequence[nn.Module] = ()) -> None:
    """Train a network in place, on gold and on what teachers say; `work` names its checkpoint and its log."""
    order = plan(loader.corpus, course)
    encoder = list(net.encoder.parameters())
    known = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in net.parameters() if id(parameter) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": course.learning_rate}, {"params": heads, "lr": course.head_learning_rate}],
        weight_decay=0.01,
    )
    steps = Steps(net, optimizer, course, work, total=len(order))
    net.train()
    hide = torch.Generator().manual_seed(course.seed + steps.done)
    for batch in steps.rest(order):
        chosen = torch.from_numpy(batch).to(loader.device)
        inputs, read = loader.inputs(chosen, hide=hide)
        with torch.autocast(loader.device.type, torch.bfloat16, enabled=loader.device.type == "cuda"):
            outputs = net(*inputs)
        losses = gold_losses(outputs, loader.targets(chosen))
        total = _weighted(losses)
        if teachers:
            said = taught_losses(outputs, _said(teachers, inputs, loader.device), read, loader.opening(chosen))
            total = total + course.taught * _weighted(said)
            losses |= {f"taught_{name}": loss for name, loss in said.items()}
        steps.learn(total, losses)


def _weighted(losses: Mapping[str, Tensor]) -> Tensor:
    return torch.stack([LOSS_WEIGHTS.get(name, 1.0) * loss for name, loss in losses.items()]).sum()


@torch.no_grad()  # type: ignore[untyped-decorator]
def _said(teachers: Sequence[nn.Module], inputs: tuple[Tensor, ...], device: torch.device) -> dict[str, Tensor]:
    """Return the mean of what teachers say."""
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        said = [probabilities(teacher(*inputs)) for teacher in teachers]
    return {name: torch.stack([each[name] for each in said]).mean(dim=0) for name in said[0]}


class Steps:
    """Goes through the batches of a training: learning rates, steps, checkpoints, and the log."""

    def __init__(
        self, net: nn.Module, optimizer: torch.optim.Optimizer, course: Course, work: Path, *, total: int
    ) -> None:
        self._net, self._optimizer, self._course, self._total = net, optimizer, course, total
        self._rates = [group["lr"] for group in optimizer.param_groups]
        self._checkpoint, self._log = work.with_suffix(".checkpoint"), work.with_suffix(".log.jsonl")
        self.done, self._spent = 0, 0.0
        self._sums: dict[str, list[Tensor]] = defaultdict(list)
        if self._checkpoint.is_file():
            state = torch.load(self._checkpoint, map_location="cpu", weights_only=True)
            net.load_state_dict(state["net"])
            optimizer.load_state_dict(state["optimizer"])
            self.done, self._spent = state["done"], state["spent"]
            log.info("%s: going on after batch %d of %d", work.name, self.done, total)
        self._started = self._saved = time.monotonic()
        self._progress = 0.0

    def rest(self, order: Sequence[Array]) -> Iterator[Array]:
        """Yield the batches that are left, each with the learning rates set, until all are done or time is up."""
        while self.done < len(order) and self._progress < 1.0:
            self.done += 1
            self._progress = self._done_so_far()
            share = min(self.done / (WARM_UP * self._total), 1.0, max(1.0 - self._progress, 0.01))
            for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
                group["lr"] = rate * share
            yield order[self.done - 1]

    def learn(self, loss: Tensor, losses: Mapping[str, Tensor]) -> None:
        """Add a batch to the gradients, make a step where it is the last of one, and note the losses of its heads."""
        (loss / self._course.batches).backward()
        if self.done % self._course.batches == 0 or self.done == self._total:
            nn.utils.clip_grad_norm_(self._net.parameters(), 1.0)
            self._optimizer.step()
            self._optimizer.zero_grad()
        self._note(losses)

    @property
    def seconds(self) -> float:
        return self._spent + time.monotonic() - self._started

    def _done_so_far(self) -> float:
        """Return how much of the training is done, by batches or by time: 0 to 1."""
        done, minutes = self.done / self._total, self._course.minutes
        return done if minutes is None else max(done, min(1.0, self.seconds / (60 * minutes)))

    def _note(self, losses: Mapping[str, Tensor]) -> None:
        """Log the means of the losses now and then, and save: a run killed while saving loses nothing."""
        for name, loss in losses.items():
            self._sums[name].append(loss.detach())
        last = self._progress >= 1.0
        if self.done % LOGGED_STEPS == 0 or last:
            means = {name: round(float(torch.stack(of).mean()), 4) for name, of in sorted(self._sums.items())}
            self._sums.clear()
            line = {"batch": self.done, "of": self._total, "seconds": round(self.seconds), "losses": means}
            with self._log.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(line) + "\n")
            log.info("%s: batch %d of %d, %d s", self._log.name, self.done, self._total, self.seconds)
        if last or time.monotonic() - self._saved > CHECKPOINT_SECONDS:
            partial = self._checkpoint.with_suffix(".partial")
            state = {"net": self._net.state_dict(), "optimizer": self._optimizer.state_dict()}
            torch.save({**state, "done": self.done, "spent": self.seconds}, partial)
            partial.replace(self._checkpoint)
            self._saved = time.monotonic()


@torch.no_grad()  # type: ignore[untyped-decorator]
def held_out_scores(net: ReaderNet, loader: Loader) -> dict[str, float]:
    """Score a network on the windows kept from training.

    F1 of words inside spans with their label; F1 of events at 0.5; mean absolute error of factuality on its own scale;
    share right of article heads. They compare networks; scores of claims are what `dateline evaluate` gives.
    """
    net.eval()
    right: dict[str, float] = defaultdict(float)
    said: dict[str, float] = defaultdict(float)
    gold: dict[str, float] = defaultdict(float)
    labelled = [task for task, heads in TASK_HEADS.items() if heads]
    held = numpy.concatenate([loader.corpus.of(task, held=True) for task in labelled])
    for batch in batches(loader.lengths, held, 16_384, numpy.random.default_rng(0)):
        chosen = torch.from_numpy(batch).to(loader.device)
        inputs, _ = loader.inputs(chosen)
        words, article = net(*inputs)
        targets = loader.targets(chosen)
        for head in WORD_HEADS:
            logits, target = words[..., word_slice(head.name)], targets[head.name]
            if head.kind == "spans":
                known = target >= 0
                label, own = (logits.argmax(-1)[known] + 1) // 2, (target[known] + 1) // 2
            elif head.kind == "marks":
                known = target[..., 0] >= 0
                label, own = (logits[known] > 0).long(), target[known].long()
            else:
                known = ~target.isnan()
                right[head.name] += float((logits[..., 0][known].clamp(-1, 1) - target[known]).abs().sum()) * 3
                said[head.name] += int(known.sum())
                continue
            right[head.name] += int(((label == own) & (own > 0)).sum())
            said[head.name] += int((label > 0).sum())
            gold[head.name] += int((own > 0).sum())
        for name in EXCLUSIVE:
            target = targets[f"article_{name}"]
            known = target[:, 0] >= 0
            agree = article[:, article_slice(name)][known].argmax(-1) == target[known].argmax(-1)
            right[f"article_{name}"] += int(agree.sum())
            said[f"article_{name}"] += int(known.sum())
    net.train()
    return {
        name: round(
            2 * right[name] / max(1.0, said[name] + gold[name]) if name in gold else right[name] / max(1.0, count), 4
        )
        for name, count in said.items()
    }
