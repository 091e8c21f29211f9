"""How the reader is made, stage by stage; each leaves a file in the work folder, and is skipped where that is there.

The stages need torch and a work folder with a corpus, not the rest of Dateline: they can run on a machine that has a
GPU and nothing else, python -m dateline.train.recipe STAGE --work DIR --encoder DIR
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import torch

from dateline.errors import UsageError
from dateline.extract.nets.reader import load_tokenizer
from dateline.train.corpus import CORPUS, TASK_HEADS, Corpus
from dateline.train.curves import write_curves
from dateline.train.fit import Course, Loader, fit, held_out_scores
from dateline.train.network import ReaderNet, is_like_bert, load_encoder
from dateline.train.pretrain import pretrain
from dateline.train.quantize import quantize_linears

log = logging.getLogger(__name__)

WEIGHTS = "reader.pt"
TEACHERS = 4
#: What encoders call the piece that stands for a hidden word.
MASKS = ("[MASK]", "<mask>")

_GOLD = {"muc4": 18, "attribution": 12, "names": 12, "factuality": 12, "incidents": 9}
PRETRAINING = Course(passes=dict.fromkeys(TASK_HEADS, 28), learning_rate=5e-4)
TEACHING = Course(passes=_GOLD, learning_rate=2e-4)
LEARNING = Course(passes={**_GOLD, "news": 3}, learning_rate=2e-4)


class Recipe:
    """The stages over one work folder. `minutes` ends each stage in time."""

    def __init__(self, work: Path, encoder: Path, *, seed: int = 0, minutes: float | None = None) -> None:
        self.work, self.encoder, self.seed, self.minutes = work, encoder, seed, minutes
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(seed)
        # Products of 32-bit numbers in 19 bits, on cards that have them.
        torch.set_float32_matmul_precision("high")

    @cached_property
    def loader(self) -> Loader:
        return Loader(Corpus.load(self.work / CORPUS), self.device)

    def pretrain(self) -> None:
        """Train the encoder on, on the text of the news."""
        tokenizer = load_tokenizer(self.encoder / "tokenizer.json")
        hidden_piece = next((n for name in MASKS if (n := tokenizer.token_to_id(name)) is not None), None)
        if hidden_piece is None:
            raise UsageError(f"the tokenizer of {str(self.encoder)!r} has no {MASKS[0]}; train on an encoder like BERT")
        net = self._net()
        self._make(
            "encoder.pt", net, lambda to: pretrain(net, self.loader, self._course(PRETRAINING), to, hidden_piece)
        )

    def teacher(self) -> None:
        """Train one teacher on gold: the seed tells which."""
        net = self._net("encoder.pt")
        self._make(f"teacher{self.seed}.pt", net, lambda to: fit(net, self.loader, self._course(TEACHING), to))

    def student(self) -> None:
        """Train the reader on gold, and on what the teachers say of all text."""
        net = self._net(f"teacher{self.seed}.pt")
        teachers = self._teachers()
        self._make("student.pt", net, lambda to: fit(net, self.loader, self._course(LEARNING), to, teachers))

    def quantize(self) -> None:
        """Train the reader on, computing as it will in 8 bits; an encoder of another kind than BERT stays as it is."""
        net = self._net("student.pt")
        if not is_like_bert(net.encoder):
            shutil.copyfile(self.work / "student.pt", self.work / WEIGHTS)
            return
        quantize_linears(net.encoder)
        net.to(self.device)
        teachers = self._teachers()
        self._make(WEIGHTS, net, lambda to: fit(net, self.loader, self._course(LEARNING), to, teachers))

    def _course(self, course: Course) -> Course:
        course = replace(course, seed=self.seed, minutes=self.minutes)
        return course.on_gpu() if self.device.type == "cuda" else course

    def _net(self, weights: str | None = None) -> ReaderNet:
        """Return the network, with the weights of an earlier stage if named."""
        net = ReaderNet(load_encoder(self.encoder, on_gpu=self.device.type == "cuda"))
        if weights is not None:
            net.load_state_dict(torch.load(self.work / weights, map_location="cpu", weights_only=True))
        net.to(self.device)
        return net

    def _teachers(self) -> list[ReaderNet]:
        files = sorted(path.name for path in self.work.glob("teacher?.pt"))
        return [self._net(name).eval() for name in files]

    def _make(self, name: str, net: ReaderNet, train: Callable[[Path], None]) -> None:
        path = self.work / name
        if path.is_file():
            log.info("%s is there already", path)
            return
        train(path)
        partial = path.with_suffix(".partial")
        torch.save(net.state_dict(), partial)
        partial.replace(path)
        scores = held_out_scores(net, self.loader)
        with (self.work / "held_out.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"weights": name, **scores}) + "\n")
        log.info("%s, held out: %s", name, scores)
        write_curves(self.work.glob("*.log.jsonl"), self.work / "curves.svg")


def run(work: Path, encoder: Path, *, seed: int = 0, minutes: float | None = None) -> Path:
    """Go through all stages over a corpus that is prepared; returns the file of the weights."""
    Recipe(work, encoder, seed=seed, minutes=minutes).pretrain()
    for number in range(TEACHERS):
        Recipe(work, encoder, seed=seed + number, minutes=minutes).teacher()
    last = Recipe(work, encoder, seed=seed, minutes=minutes)
    last.student()
    last.quantize()
    return work / WEIGHTS


STAGES: Mapping[str, Callable[[Recipe], None]] = {
    "pretrain": Recipe.pretrain,
    "teacher": Recipe.teacher,
    "student": Recipe.student,
    "quantize": Recipe.quantize,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--work", type=Path, required=True, help="the folder with corpus.npz")
    parser.add_argument("--encoder", type=Path, required=True, help="an encoder in Hugging Face form")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, help="end the stage after so long")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    STAGES[options.stage](Recipe(options.work, options.encoder, seed=options.seed, minutes=options.minutes))


if __name__ == "__main__":
    main()
