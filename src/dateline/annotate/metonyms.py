"""Tells cities that stand for governments ("ties between Islamabad and Kabul") from places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.name_words import NameWords
from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Mention, Parse


def mark_governments(
    parse: Parse, written: Sequence[str], mentions: Sequence[Mention], *, gazetteer: Gazetteer, words: NameWords
) -> list[Mention]:
    """Return the mentions of one part, cities that stand for governments with the kind "government".

    `written` is the text of each mention. Names of countries stay places: a report is about them as such, too.
    """
    at = {token.start: index for index, token in enumerate(parse.tokens)}
    ends = {token.end: index for index, token in enumerate(parse.tokens)}
    marked = []
    for name, mention in zip(written, mentions, strict=True):
        is_government = (
            mention.kind == "place"
            and mention.span.start in at
            and mention.span.end in ends
            and gazetteer.country_code(name) is None
            and _stands_for_government(parse, ends[mention.span.end], words)
        )
        marked.append(replace(mention, kind="government") if is_government else mention)
    return marked


def _stands_for_government(parse: Parse, index: int, words: NameWords) -> bool:
    tokens = parse.tokens
    token = tokens[index]
    if token.dep == "nsubj" and tokens[token.head].pos == "VERB":
        return tokens[token.head].lemma.lower() in words.verbs_of_governments
    if token.dep == "conj":
        token = tokens[token.head]
    if token.dep != "pobj" or tokens[token.head].text.lower() != "between":
        return False
    related = tokens[tokens[token.head].head]
    return related.lemma.lower() in words.between_governments
