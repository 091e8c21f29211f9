"""The network of the reader: an encoder with further embeddings, and its heads as linear layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

from dateline.extract.nets.encoding import CASE_COUNT, KIND_COUNT
from dateline.extract.nets.heads import (
    ARTICLE_HEADS,
    ARTICLE_WIDTH,
    EXCLUSIVE,
    WORD_HEADS,
    WORD_WIDTH,
    article_slice,
    word_slice,
)

#: Loss of numbers: squared below, absolute above.
_BETA = 0.3


class ReaderNet(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """Scores word pieces and whole windows.

    Inputs are (windows, pieces) of int64: `ids`, `mask` (1 where a piece stands), `case`, `kind`. Returns logits
    (windows, pieces, WORD_WIDTH) and (windows, ARTICLE_WIDTH), float32.
    """

    def __init__(self, encoder: nn.Module, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        size = int(encoder.config.hidden_size)
        self.case = nn.Embedding(CASE_COUNT, size)
        self.kind = nn.Embedding(KIND_COUNT, size)
        self.dropout = nn.Dropout(dropout)
        self.words = nn.Linear(size, WORD_WIDTH)
        self.article = nn.Linear(size, ARTICLE_WIDTH)
        # From zero, so that training starts with the encoder as it is.
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.kind.weight)

    def hidden(self, ids: Tensor, mask: Tensor, case: Tensor, kind: Tensor) -> Tensor:
        """Return what the encoder makes of each piece, (windows, pieces, size)."""
        embedded = self.encoder.get_input_embeddings()(ids) + self.case(case) + self.kind(kind)
        hidden: Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return hidden

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.dropout(self.hidden(ids, mask, case, kind))
        return self.words(hidden).float(), self.article(hidden[:, 0]).float()


def load_encoder(path: Path, *, on_gpu: bool = False) -> Any:
    """Return the encoder of a folder in Hugging Face form.

    On a CPU there is no dropout inside it, and attention is computed step by step: both cost most there.
    """
    dropout = 0.1 if on_gpu else 0.0
    encoder = AutoModel.from_pretrained(
        path,
        attn_implementation="sdpa" if on_gpu else "eager",
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )
    # Its judgement of a whole text is not used.
    encoder.pooler = None
    return encoder.float()


def is_like_bert(encoder: Any) -> bool:
    """Whether the layers of an encoder are BERT's, so that they can be made a graph of 8-bit products."""
    return bool(encoder.config.model_type == "bert")


def gold_losses(outputs: tuple[Tensor, Tensor], targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean loss of each head over what is known of it (the targets of corpus.py, padded)."""
    words, article = outputs
    found: dict[str, Tensor] = {}
    for head in WORD_HEADS:
        logits, target = words[..., word_slice(head.name)], targets[head.name]
        if head.kind == "spans":
            if (target >= 0).any():
                found[head.name] = nn.functional.cross_entropy(
                    logits.flatten(0, 1), target.flatten(), ignore_index=-100
                )
        elif head.kind == "marks":
            known = target[..., 0] >= 0
            if known.any():
                found[head.name] = nn.functional.binary_cross_entropy_with_logits(logits[known], target[known])
        else:
            known = ~target.isnan()
            if known.any():
                found[head.name] = nn.functional.smooth_l1_loss(logits[..., 0][known], target[known], beta=_BETA)
    for name, _ in ARTICLE_HEADS:
        logits, target = article[:, article_slice(name)], targets[f"article_{name}"]
        known = target[:, 0] >= 0
        if known.any():
            found[f"article_{name}"] = (
                nn.functional.cross_entropy(logits[known], target[known].argmax(dim=1))
                if name in EXCLUSIVE
                else nn.functional.binary_cross_entropy_with_logits(logits[known], target[known])
            )
    return found


def probabilities(outputs: tuple[Tensor, Tensor]) -> dict[str, Tensor]:
    """Return what each head says, as gold_losses names them: probabilities, or the number itself."""
    words, article = outputs
    said: dict[str, Tensor] = {}
    for head in WORD_HEADS:
        logits = words[..., word_slice(head.name)]
        if head.kind == "spans":
            said[head.name] = logits.softmax(-1)
        elif head.kind == "marks":
            said[head.name] = torch.sigmoid(logits)
        else:
            said[head.name] = logits[..., 0]
    for name, _ in ARTICLE_HEADS:
        logits = article[:, article_slice(name)]
        said[f"article_{name}"] = logits.softmax(-1) if name in EXCLUSIVE else torch.sigmoid(logits)
    return said


def _asked_of(name: str, said: dict[str, Tensor]) -> Tensor | None:
    """Return how much a head is asked of each word: of what type a filler is, how certain an event; None: of all."""
    if name == "filler_types":
        return 1.0 - said["roles"][..., 0]
    return said["event"][..., 0] if name == "factuality" else None


def taught_losses(
    outputs: tuple[Tensor, Tensor], taught: dict[str, Tensor], read: Tensor, opening: Tensor
) -> dict[str, Tensor]:
    """Return the mean loss of each head against what teachers say (of `probabilities`), after Hinton et al. 2015.

    `read` (windows, pieces): the pieces whose scores count; `opening` (windows): those that open an article.
    """
    words, article = outputs
    found: dict[str, Tensor] = {}
    for head in WORD_HEADS:
        logits, target = words[..., word_slice(head.name)][read], taught[head.name][read]
        if head.kind == "spans":
            loss = nn.functional.cross_entropy(logits, target, reduction="none")
        elif head.kind == "marks":
            loss = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none").mean(dim=-1)
        else:
            loss = nn.functional.smooth_l1_loss(logits[..., 0], target, beta=_BETA, reduction="none")
        asked = _asked_of(head.name, taught)
        weight = torch.ones_like(loss) if asked is None else asked[read]
        found[head.name] = (loss * weight).sum() / weight.sum().clamp_min(1.0)
    if opening.any():
        for name, _ in ARTICLE_HEADS:
            logits, target = article[:, article_slice(name)][opening], taught[f"article_{name}"][opening]
            found[f"article_{name}"] = (
                nn.functional.cross_entropy(logits, target)
                if name in EXCLUSIVE
                else nn.functional.binary_cross_entropy_with_logits(logits, target)
            )
    return found
