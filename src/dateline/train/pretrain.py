"""Goes on with the training of an encoder on news of the kind that it will read: words are hidden, and guessed.

After Devlin et al. 2019 (masked words) and Gururangan et al. 2020 (further training on the texts of the task).
"""

from __future__ import annotations

from pathlib import Path

import numpy
import torch
from torch import Tensor, nn

from dateline.train.corpus import batches
from dateline.train.fit import Course, Loader, Steps
from dateline.train.network import ReaderNet

#: Share of the words that are to be guessed; of those so many are hidden, and so many changed for another.
GUESSED, HIDDEN, CHANGED = 0.2, 0.8, 0.1


class WordGuesser(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """Guesses the pieces that stand at places of what the encoder made of a text."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net
        embeddings = net.encoder.get_input_embeddings()
        count, size = embeddings.weight.shape
        self.dense, self.norm = nn.Linear(size, size), nn.LayerNorm(size)
        self.bias = nn.Parameter(torch.zeros(count))

    def forward(self, inputs: tuple[Tensor, Tensor, Tensor, Tensor], places: Tensor) -> Tensor:
        hidden = self.net.hidden(*inputs)[places]
        hidden = self.norm(nn.functional.gelu(self.dense(hidden)))
        return nn.functional.linear(hidden, self.net.encoder.get_input_embeddings().weight, self.bias)


def pretrain(net: ReaderNet, loader: Loader, course: Course, work: Path, hidden_piece: int) -> None:
    """Train the encoder of a network in place, on the text of all windows that are not held out.

    `hidden_piece` is the id of the piece that stands for a hidden word.
    """
    guesser = WordGuesser(net).to(loader.device)
    optimizer = torch.optim.AdamW(guesser.parameters(), lr=course.learning_rate, weight_decay=0.01)
    generator = numpy.random.default_rng(course.seed)
    order = []
    for _ in range(round(max(course.passes.values()))):
        chosen = numpy.concatenate([loader.corpus.of(task, held=False) for task in course.passes])
        order += list(batches(loader.lengths, chosen, course.most_pieces, generator))
    steps = Steps(guesser, optimizer, course, work, total=len(order))
    draw = torch.Generator(device=loader.device).manual_seed(course.seed + steps.done)
    guesser.train()
    for batch in steps.rest(order):
        chosen = torch.from_numpy(batch).to(loader.device)
        (ids, mask, case, kind), _ = loader.inputs(chosen, hide=torch.Generator().manual_seed(steps.done))
        drawn = torch.rand((2, *ids.shape), generator=draw, device=loader.device)
        places = (drawn[0] < GUESSED) & (mask > 0) & (torch.arange(ids.shape[1], device=loader.device) > 0)
        others = torch.randint_like(ids, int(ids.max()))
        shown = torch.where(places & (drawn[1] < HIDDEN), hidden_piece, ids)
        shown = torch.where(places & (drawn[1] > 1 - CHANGED), others, shown)
        with torch.autocast(loader.device.type, torch.bfloat16, enabled=loader.device.type == "cuda"):
            logits = guesser((shown, mask, case, kind), places)
        loss = nn.functional.cross_entropy(logits.float(), ids[places])
        steps.learn(loss, {"words": loss})
