"""Who says what: source, cue and content, quotations joined to one act, and what is told of the speaker."""

from __future__ import annotations

import pytest

from dateline.annotate.chains import Chains
from dateline.annotate.mentions import Mentions
from dateline.annotate.sentences import Sentences
from dateline.extract.attribution import Attributions
from dateline.extract.quotes import find_quotes
from dateline.model import Attribution, Doc, Span
from dateline.pipeline import Step
from dateline.settings import Settings
from tests.annotate.articles import make_article

Said = tuple[str, str, list[str]]


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return [step(Settings()) for step in (Sentences, Mentions, Chains, Attributions)]


def annotate(steps: list[Step], text: str, title: str | None = None) -> Doc:
    docs = [Doc(make_article(text, title=title))]
    for step in steps:
        docs = step(docs)
    return docs[0]


def said(doc: Doc) -> list[Said]:
    def join(spans: tuple[Span, ...]) -> str:
        return " ".join(doc.article.written(span) for span in spans)

    return [
        (join(one.source), join(one.cue), [doc.article.written(span) for span in one.content])
        for one in doc.attributions
    ]


def only(doc: Doc) -> Attribution:
    [attribution] = doc.attributions
    return attribution


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police said that two men had been held.",
            [("Police", "said", ["that two men had been held"])],
        ),
        (
            "A bomb killed nine people in Mombasa, police said on Friday.",
            [("police", "said", ["A bomb killed nine people in Mombasa"])],
        ),
        (
            "According to the Red Cross, twenty people were hurt.",
            [("the Red Cross", "According to", ["twenty people were hurt"])],
        ),
        (
            "The rebels denied that children had died.",
            [("The rebels", "denied", ["that children had died"])],
        ),
        (
            "The mayor warned that more floods would come.",
            [("The mayor", "warned", ["that more floods would come"])],
        ),
        (
            "The minister vowed to rebuild the bridge.",
            [("The minister", "vowed", ["to rebuild the bridge"])],
        ),
        (
            "The group claimed responsibility for the blast.",
            [("The group", "claimed", ["responsibility for the blast"])],
        ),
        (
            '"They came at night," said Ana Ruiz, a shopkeeper. "Then everyone ran."',
            [("Ana Ruiz, a shopkeeper", "said", ['"They came at night,"', '"Then everyone ran."'])],
        ),
        (
            "“They came at night,” the baker said. “We hid in the cellar. Nobody slept at all.”",
            [("the baker", "said", ["“They came at night,”", "“We hid in the cellar. Nobody slept at all.”"])],
        ),
        (
            '"It was terrible.\n\n"I have never seen such a thing," the driver said.',
            [("the driver", "said", ['"It was terrible.', '"I have never seen such a thing,"'])],
        ),
        ("The attack allegedly began at dawn.", []),
        ("He is wanted for murder, and the trial began.", []),
        ("The troops went in hot pursuit of the gang.", []),
        ("The officer declined to say who had fired.", []),
    ],
)
def test_attributions(steps: list[Step], text: str, expected: list[Said]) -> None:
    assert said(annotate(steps, text)) == expected


def test_attributions_hold_a_second_hand_one(steps: list[Step]) -> None:
    doc = annotate(steps, "The Harbour Post newspaper quoted an official as saying that two suspects had been held.")
    outer, inner = doc.attributions
    assert (outer.speaker.kind, inner.speaker.kind) == ("outlet", "official")
    assert outer.content[0].covers(inner.content[0])
    assert outer.content[0].covers(inner.source[0])
    assert doc.article.written(inner.content[0]) == "that two suspects had been held"


@pytest.mark.parametrize(
    ("text", "name", "role", "kind", "actor"),
    [
        (
            "The Pakistani Taliban spokesman Karim Zadran claimed that the attack was just.",
            "Karim Zadran",
            "Pakistani Taliban spokesman",
            "person",
            "pakistan.ttp",
        ),
        (
            "Lena Okafor, a former envoy to Washington, said that people must act.",
            "Lena Okafor",
            "former envoy to Washington",
            "official",
            None,
        ),
        ("Police said that two men had fled.", None, "Police", "official", None),
        ("Witnesses said that two men had fled.", None, "Witnesses", "witness", None),
        ("Analysts say that prices will rise.", None, "Analysts", "unnamed", None),
        ("A source said that two men had fled.", None, "source", "unnamed", None),
        ("A report said that two men had fled.", None, "report", "document", None),
        ("The Acme news agency said that two men had fled.", "Acme", "news agency", "outlet", None),
        ("The charity said that two men had fled.", None, "charity", "organisation", None),
        ("Boko Haram said that it had taken the town.", "Boko Haram", None, "organisation", "nigeria.boko_haram"),
        ("Colombia's Diario Verde newspaper said that two men had fled.", "Diario Verde", "newspaper", "outlet", None),
    ],
)
def test_speaker(
    steps: list[Step], text: str, name: str | None, role: str | None, kind: str, actor: str | None
) -> None:
    speaker = only(annotate(steps, text)).speaker
    assert (speaker.name, speaker.role, speaker.kind, speaker.actor) == (name, role, kind, actor)


def test_speaker_of_a_pronoun_is_the_last_named(steps: list[Step]) -> None:
    doc = annotate(steps, "Interior minister Pavel Kamau said that two men had died. He added that troops would come.")
    first, second = doc.attributions
    assert doc.article.written(second.source[0]) == "He"
    assert second.speaker == first.speaker
    assert first.speaker.name == "Pavel Kamau"


def test_speaker_of_a_pronoun_is_the_subject_in_between(steps: list[Step]) -> None:
    doc = annotate(
        steps,
        "Police chief Ana Ruiz said that two men had died. Mayor Tomas Vega came at noon. He said that it was over.",
    )
    assert [one.speaker.name for one in doc.attributions] == ["Ana Ruiz", "Tomas Vega"]


def test_speaker_of_a_pronoun_is_the_one_named_before(steps: list[Step]) -> None:
    doc = annotate(steps, "The crowd cheered for Tomas Vega. He said that it was over.")
    assert only(doc).speaker.name == "Tomas Vega"


@pytest.mark.parametrize("text", ["No group has claimed responsibility.", "Nobody said that it was over."])
def test_nobody_is_no_source(steps: list[Step], text: str) -> None:
    assert said(annotate(steps, text)) == []


def test_speaker_of_a_surname_keeps_name_and_role(steps: list[Step]) -> None:
    doc = annotate(
        steps, "Police chief Ana Ruiz said that two men had died. It was late. Ruiz said that a third had fled."
    )
    assert [(one.speaker.name, one.speaker.role) for one in doc.attributions] == [("Ana Ruiz", "Police chief")] * 2


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("In an email on Monday, the group claimed that it had fired.", "email"),
        ("The ministry said in a statement that two men had died.", "statement"),
        ("The group claimed responsibility for the blast in a video.", "video"),
        ("The minister told state television that two men had died.", "television"),
        ("The minister said that two men had died.", None),
    ],
)
def test_channel(steps: list[Step], text: str, channel: str | None) -> None:
    assert only(annotate(steps, text)).channel == channel


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Two killed in market blast: police", "police", "Two killed in market blast"),
        ("Police: Two killed in market blast", "Police", "Two killed in market blast"),
        ("Timeline: two blasts in one week", None, None),
    ],
)
def test_attributions_read_a_colon_in_a_headline(
    steps: list[Step], title: str, source: str | None, content: str | None
) -> None:
    doc = annotate(steps, "It rained.", title)
    assert [(one[0], one[2]) for one in said(doc)] == ([] if source is None else [(source, [content])])


def test_attributions_read_capitals(steps: list[Step]) -> None:
    doc = annotate(steps, "THE ARMY DENIED TODAY THAT\nGUERRILLAS HAD ATTACKED THE FARM.")
    assert said(doc) == [("THE ARMY", "DENIED", ["THAT\nGUERRILLAS HAD ATTACKED THE FARM"])]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes” and ‘no’.", ["“yes”", "‘no’"]),
        ("He said ''yes'' and left.", ["''yes''"]),
        ("The soldiers' camp isn't theirs.", []),
        ('A stray " mark.', []),
        ('"One.\n\n"Two."', ['"One.', '"Two."']),
    ],
)
def test_find_quotes(text: str, quotes: list[str]) -> None:
    paragraphs = [(paragraph.start, paragraph.end) for paragraph in make_article(text).paragraphs]
    assert [text[quote.start : quote.end] for quote in find_quotes(text, paragraphs)] == quotes
