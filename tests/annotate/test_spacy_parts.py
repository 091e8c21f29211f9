"""Names and forms of words are those that spaCy's own components give, whatever the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import word_forms
from dateline.annotate.sentences import load_spacy
from dateline.annotate.spacy_names import SpacyNames, can_decode
from dateline.annotate.word_forms import WordForms, can_look_up
from dateline.settings import Settings

TEXTS = (
    "Gunmen from the Islamic State attacked a police post near Mosul on Friday, killing at least 12 officers.",
    "There is no doubt, said Gen. Asim Bajwa. There are 3,000 more. It wasn't him; they're gonna let's go.",
    "Y'all ain't heard of the   Al-Shabaab\nraid in Garissa (Kenya)? C'mon. I gotta ask you that.",
    "   ",
    "",
    "SIX KILLED IN KARACHI BLAST",
    "two men, aged 20 and 25, were taken to St. Mary's Hospital on 14 March 2009 at 5:30 p.m. with \N{EURO SIGN}50 m.",
)
WORDS = (
    "there",
    "is",
    "are",
    "n't",
    "ai",
    "gon",
    "na",
    "Kabul",
    "the",
    "United",
    "Nations",
    "was",
    "killed",
    "\n",
    ".",
)
SHORT_TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=30)


@pytest.fixture(scope="module")
def nlp() -> Any:
    return load_spacy(Settings().spacy_model)


def parse(nlp: Any, texts: Sequence[str]) -> list[Any]:
    return list(nlp.pipe(texts, disable=["attribute_ruler", "lemmatizer", "ner"]))


def assert_like_spacy(nlp: Any, texts: Sequence[str]) -> None:
    docs, own = parse(nlp, texts), list(nlp.pipe(texts))
    for doc, (labels, codes) in zip(own, SpacyNames(nlp.get_pipe("ner"))(docs), strict=True):
        assert labels.tolist() == [token.ent_type for token in doc]
        assert codes.tolist() == [token.ent_iob for token in doc]
    for doc, forms in zip(own, WordForms(nlp)(docs), strict=True):
        assert forms == [(token.pos, token.lemma) for token in doc]


def test_names_and_forms_are_spacys(nlp: Any) -> None:
    assert can_decode(nlp.get_pipe("ner"))
    assert can_look_up(nlp)
    assert_like_spacy(nlp, TEXTS)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(SHORT_TEXTS, max_size=4))
def test_names_and_forms_are_spacys_in_any_text(nlp: Any, texts: list[str]) -> None:
    assert_like_spacy(nlp, texts)


def test_names_do_not_hang_on_texts_beside(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = parse(nlp, TEXTS)
    together = SpacyNames(nlp.get_pipe("ner"))(docs)
    monkeypatch.setattr("dateline.annotate.spacy_names.MOST_TOKENS", 1)
    apart = SpacyNames(nlp.get_pipe("ner"))(docs)
    for left, right in zip(together, apart, strict=True):
        assert left[0].tolist() == right[0].tolist()
        assert left[1].tolist() == right[1].tolist()


def test_forms_are_the_same_when_few_are_kept(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = WordForms(nlp)
    kept = forms(parse(nlp, TEXTS))
    monkeypatch.setattr(word_forms, "MOST_KEPT", 0)
    assert [forms([doc])[0] for doc in parse(nlp, TEXTS)] == kept
