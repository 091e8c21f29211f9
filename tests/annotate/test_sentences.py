"""Every part is parsed, offsets hold in any text, and nothing hostile costs more than its length."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.sentences import MAX_PIECE, MAX_RUN, Sentences, load_spacy, split_long
from dateline.errors import DatelineError
from dateline.model import Doc, Parse
from dateline.settings import Settings
from tests.annotate.articles import make_article


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    return Sentences(Settings())


def parse_of(sentences: Sentences, text: str) -> Parse:
    return sentences([Doc(make_article(text))])[0].parses[0]


def test_sentences_parse_every_part(sentences: Sentences) -> None:
    article = make_article("Two men fled. One was held.", title="Two men flee the town", related=("Fire in the port",))
    [doc] = sentences([Doc(article)])
    assert [parse.part for parse in doc.parses] == ["text", "title", "related:0"]
    assert doc.parses[0].sentences == ((0, 13), (14, 27))
    assert doc.parses[2].tokens[-1].text == "port"


def test_sentences_never_cross_paragraphs(sentences: Sentences) -> None:
    text = "The rebels took the town of\n\nresidents said on Friday."
    assert all("\n\n" not in text[start:end] for start, end in parse_of(sentences, text).sentences)


def test_sentences_read_hard_wrapped_lines_as_one(sentences: Sentences) -> None:
    text = "A bomb went off near the\n   market on Friday and\tkilled two men."
    parse = parse_of(sentences, text)
    assert parse.sentences == ((0, len(text)),)
    assert not [token for token in parse.tokens if token.text.isspace()]
    assert [token.lemma for token in parse.tokens if token.dep == "ROOT"] == ["go"]


def test_sentences_index_one_parse_over_paragraphs(sentences: Sentences) -> None:
    parse = parse_of(sentences, "  The man fled.\n\n  The woman stayed.  ")
    for number, (first, last) in enumerate(parse.sentence_tokens):
        assert {token.sentence for token in parse.tokens[first:last]} == {number}
        assert all(first <= token.head < last for token in parse.tokens[first:last])
    for index, below in enumerate(parse.children):
        assert all(parse.tokens[child].head == index for child in below)


def test_sentences_keep_docs_apart(sentences: Sentences) -> None:
    docs = [Doc(make_article(text)) for text in ("One fell.", "", "Three rose. Four sat.")]
    together = [doc.parses for doc in sentences(docs)]
    assert together == [sentences([doc])[0].parses for doc in docs]


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_sentences_offsets_hold_in_any_text(text: str) -> None:
    steps = Sentences(Settings())
    parse = parse_of(steps, text)
    for token in parse.tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.end - token.start == len(token.text)
        assert token.text.casefold() == text[token.start : token.end].casefold() or not token.text.isalnum()
    assert [token.start for token in parse.tokens] == sorted(token.start for token in parse.tokens)


@pytest.mark.parametrize("text", ["!" * 8_000, "a" * 50_000, "(" * 6_000, "x/" * 6_000, "\n \t" * 9_000])
def test_sentences_bound_the_cost_of_hostile_text(sentences: Sentences, text: str) -> None:
    began = process_time()
    parse_of(sentences, text)
    assert process_time() - began < 30


def test_split_long_covers_the_text_once() -> None:
    text = "The men ran. " * 2_000 + "x" * 1_200 + " and so on"
    pieces = list(split_long(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert max(end - start for start, end in pieces) <= MAX_PIECE
    assert max(end - start for start, end in pieces if "xx" in text[start:end]) <= MAX_RUN
    assert text[: pieces[0][1]].endswith("ran. ")


def test_load_spacy_names_what_is_missing() -> None:
    with pytest.raises(DatelineError, match="'no_such_pipeline' is not installed"):
        load_spacy("no_such_pipeline")
