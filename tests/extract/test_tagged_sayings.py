"""Sources, cues and contents that the reader sees, joined into acts of saying."""

from __future__ import annotations

from dateline.extract.sayings import Saying
from dateline.extract.tagged_sayings import merge_sayings, tagged_sayings
from dateline.model import Parse, Span, Tag
from tests.extract.annotated import annotate

SPOKEN = "Mayor Lena Brandt said the bridge was safe. Rebels denied it. The army added that it had warned villagers."


def tags(text: str, **spans: list[str]) -> list[Tag]:
    return [
        Tag(Span("text", text.index(each), text.index(each) + len(each)), head, head, 0.9)
        for head, found in spans.items()
        for each in found
    ]


def parse_of(text: str) -> Parse:
    parse = annotate(text).parse("text")
    assert parse is not None
    return parse


def told(saying: Saying) -> tuple[str, str, list[str]]:
    tokens = saying.parse.tokens

    def words(indices: range | tuple[int, ...]) -> str:
        return " ".join(tokens[index].text for index in indices)

    return words(saying.source_tokens), words(saying.cue), [words(range(*run)) for run in saying.content]


def test_each_cue_takes_what_is_nearest() -> None:
    found = tagged_sayings(
        parse_of(SPOKEN),
        tags(
            SPOKEN,
            source=["Mayor Lena Brandt", "The army"],
            cue=["said", "added"],
            content=["the bridge was safe", "that it had warned villagers"],
        ),
    )
    assert [told(saying) for saying in found] == [
        ("Mayor Lena Brandt", "said", ["the bridge was safe"]),
        ("The army", "added", ["that it had warned villagers"]),
    ]


def test_content_on_both_sides_of_its_speaker() -> None:
    text = '"The bridge is safe," Brandt said, "and it will stay open." Nobody was hurt.'
    found = tagged_sayings(
        parse_of(text),
        tags(text, source=["Brandt"], cue=["said"], content=['"The bridge is safe,"', '"and it will stay open."']),
    )
    assert [len(saying.content) for saying in found] == [2]


def test_saying_inside_a_content_takes_the_rest_of_it() -> None:
    text = "Brandt said that engineers believe the bridge is safe."
    found = tagged_sayings(
        parse_of(text),
        tags(
            text,
            source=["Brandt", "engineers"],
            cue=["said", "believe"],
            content=["that engineers believe the bridge is safe"],
        ),
    )
    assert told(found[1]) == ("engineers", "believe", ["the bridge is safe"])


def test_pieces_of_a_cue_are_one() -> None:
    text = "Brandt also wanted to reopen the bridge."
    found = tagged_sayings(
        parse_of(text), tags(text, source=["Brandt"], cue=["also", "wanted"], content=["to reopen the bridge"])
    )
    assert [told(saying) for saying in found] == [("Brandt", "also wanted", ["to reopen the bridge"])]


def test_a_cue_whose_source_is_not_seen_takes_its_subject() -> None:
    text = "Mayor Lena Brandt pleaded guilty to taking bribes."
    found = tagged_sayings(parse_of(text), tags(text, cue=["pleaded guilty"], content=["to taking bribes"]))
    assert [told(saying)[0] for saying in found] == ["Mayor Lena Brandt"]


def test_a_cue_without_content_says_nothing() -> None:
    assert tagged_sayings(parse_of(SPOKEN), tags(SPOKEN, cue=["denied"])) == []


def test_what_is_said_goes_on_in_the_next_sentence() -> None:
    text = "Brandt said the bridge is safe. It will open on Monday."
    contents = ["the bridge is safe", "It will open on Monday"]
    found = tagged_sayings(parse_of(text), tags(text, source=["Brandt"], cue=["said"], content=contents))
    assert [told(saying)[2] for saying in found] == [contents]


def test_merge_takes_quotations_from_rules() -> None:
    parse = parse_of(SPOKEN)
    quote, other = Span("text", 12, 30), Span("text", 40, 50)
    rule = Saying(parse, (3,), 2, (0, 1, 2), content=[(4, 8)], quotes=[quote])
    quoting = Saying(parse, (9,), 8, (8,), quotes=[other])
    unseen = Saying(parse, (10,), 9, (9,), content=[(11, 12)])
    tagged = Saying(parse, (3, 4), None, (), content=[(5, 8)], takes_quotes=False)
    assert merge_sayings([rule, quoting, unseen], [tagged]) == [tagged, quoting]
    assert (tagged.source, tagged.content, tagged.quotes) == (2, [(5, 8)], [quote])
    assert merge_sayings([rule, unseen], []) == [rule, unseen]
