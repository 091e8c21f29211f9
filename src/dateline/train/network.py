"""The reader's network: a Hugging Face encoder told of case and mentions, one layer over words and one over all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import Tensor, nn
from transformers import AutoModel

from dateline.extract.nets.encoding import CASE_COUNT, KIND_COUNT
from dateline.extract.nets.heads import ARTICLE_WIDTH, WORD_HEADS, WORD_WIDTH, article_slice, word_slice


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

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        embedded = self.encoder.get_input_embeddings()(ids) + self.case(case) + self.kind(kind)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.words(hidden), self.article(hidden[:, 0])


def load_encoder(path: Path) -> Any:
    """Return the encoder of a folder in Hugging Face form. Dropout inside it stays 0: on a CPU it costs most."""
    return AutoModel.from_pretrained(
        path, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    ).float()


def losses(outputs: tuple[Tensor, Tensor], targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean loss of each head that a batch has targets for (those of batches.py)."""
    words, article = outputs
    kinds = {head.name: head.kind for head in WORD_HEADS}
    found: dict[str, Tensor] = {}
    for name, target in targets.items():
        if name.startswith("article_"):
            head = name.removeprefix("article_")
            logits, known = article[:, article_slice(head)], target[:, 0] >= 0
            if known.any():
                found[name] = nn.functional.binary_cross_entropy_with_logits(logits[known], target[known])
            continue
        logits = words[..., word_slice(name)]
        if kinds[name] == "spans":
            if (target >= 0).any():
                found[name] = nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=-100)
        elif kinds[name] == "marks":
            known = target[..., 0] >= 0
            if known.any():
                found[name] = nn.functional.binary_cross_entropy_with_logits(logits[known], target[known])
        else:
            known = ~target.isnan()
            if known.any():
                found[name] = nn.functional.smooth_l1_loss(logits[..., 0][known], target[known], beta=0.3)
    return found
