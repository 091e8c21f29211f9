"""Word pieces, their features, and the windows that cover them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.nets.encoding import KINDS, LEAD, OVERLAP, Encoding, encode, pieces_of, windows
from dateline.extract.nets.reader import WEIGHTS, load_tokenizer, special_pieces

TOKENIZER = load_tokenizer(WEIGHTS / "tokenizer.json")


def plain(count: int) -> Encoding:
    """Return an encoding of words of two pieces each."""
    return Encoding(tuple(range(count)), (1,) * count, (0,) * count, tuple(at // 2 for at in range(count)), ())


@given(st.integers(min_value=1, max_value=3000), st.integers(min_value=100, max_value=400))
def test_windows_keep_every_piece_once(count: int, size: int) -> None:
    found = list(windows(plain(count), size=size))
    kept = [piece for window in found for piece in range(window.keep_first, window.keep_end)]
    assert kept == list(range(count))
    for window in found:
        assert window.length <= size
        assert window.first <= window.keep_first < window.keep_end <= window.end


def test_later_windows_open_with_the_lead() -> None:
    first, second, *_ = windows(plain(900))
    assert (first.lead, second.lead) == (0, LEAD)
    assert first.end - second.first == OVERLAP
    values = pieces_of(range(900), second, special=(-1, -2))
    assert values[0] == -1
    assert values[1 : LEAD + 1] == list(range(LEAD))
    assert values[LEAD + 1] == values[-1] == -2
    assert values[second.skipped] == second.first
    assert len(values) == second.length


@given(st.text(max_size=200))
def test_encode_words_stand_in_the_text(text: str) -> None:
    encoding = encode(TOKENIZER, [("text", text)], [])
    assert len(encoding.ids) == len(encoding.case) == len(encoding.kind) == len(encoding.word)
    assert sorted(set(encoding.word)) == list(range(len(encoding.words)))
    for span in encoding.words:
        assert 0 <= span.start < span.end <= len(text)


def test_encode_tells_case_and_mentions() -> None:
    text = "Ali Omar of UNICEF spoke."
    encoding = encode(TOKENIZER, [("text", text)], [("text", 0, 8, "person"), ("text", 12, 18, "organisation")])
    by_word = {text[span.start : span.end]: index for index, span in enumerate(encoding.words)}
    first = {word: encoding.word.index(index) for word, index in by_word.items()}
    assert encoding.case[first["Ali"]] == 2
    assert encoding.case[first["UNICEF"]] == 3
    assert encoding.case[first["spoke"]] == 1
    person = 1 + 2 * KINDS.index("person")
    assert encoding.kind[first["Ali"]] == person
    assert encoding.kind[first["Omar"]] == person + 1
    assert encoding.kind[first["of"]] == 0


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_encode_text_of_one_case_has_no_case(change: object) -> None:
    assert callable(change)
    encoding = encode(TOKENIZER, [("text", change("Gunmen attacked a bus in Kara."))], [])
    assert set(encoding.case) == {0}


def test_encode_takes_parts_one_after_the_other() -> None:
    encoding = encode(TOKENIZER, [("title", "Blast in Kara"), ("text", "A bomb went off.")], [])
    assert [span.part for span in encoding.words] == ["title"] * 3 + ["text"] * 5


def test_cut_keeps_whole_rows() -> None:
    cut = encode(TOKENIZER, [("text", "one two three four")], []).cut(2)
    assert (len(cut.ids), len(cut.words), len(cut.case)) == (2, 2, 2)


def test_special_pieces_of_bert() -> None:
    assert special_pieces(TOKENIZER) == (101, 102)
