"""Tells who the source of an act of saying is: name, role, kind and actor, pronouns resolved; and who passes it on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.cues import Cues
from dateline.extract.relays import cited, is_outlet, passed_on_by
from dateline.extract.sayings import Saying
from dateline.extract.speaker_kinds import Source, kind_of, kind_of_name
from dateline.extract.titled_names import name_after_comma, without_title
from dateline.model import Doc, Mention, Parse, Span, Speaker

NOBODY = Speaker(None, None, "unnamed", None, None)

_GROUPS = frozenset({"organisation", "armed_group", "state_force", "police", "government", "facility"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_ONE_PERSON = frozenset({"he", "she", "him", "her", "himself", "herself", "his"})
_SEVERAL = frozenset({"they", "them", "their"})
_ONE_THING = frozenset({"it", "its", "itself"})
# Mentions of forces that are no names, in whatever case they are written.
_BARE = frozenset({"police", "army", "military", "government", "authorities", "armed forces"})
_OWNERS = frozenset({"its", "their"})
_ARTICLE = re.compile(r"^(?:(?:the|a|an|its|his|her|their|one|another)(?:\s+|$))+", re.IGNORECASE)
_EDGES = " \t\n,;:–—-'’\"“”()"
# "and Ana Ruiz" after a name tells of another, "'s film" of what is theirs.
_NO_ROLE = re.compile(r"^[\s,]*(?:(?:and|or|but|like|as)\b|['’]s\b)", re.IGNORECASE)
_HONORIFIC = re.compile(r"^(?:mr|mrs|ms|miss|sir)\.?$", re.IGNORECASE)
# "Pakistan's" before the name of a newspaper says whose it is, not what.
_GENITIVE = re.compile(r"^.*['’]s?$|^['’]s\b")
# Longer, it is a clause about the speaker rather than a role.
_LONGEST_ROLE = 160
# How far back, in code points, "he" may mean someone who has not spoken.
_REACH = 500


class Speakers:
    """Names the speakers of one article, in the order of what they say; remembers whom "he" means."""

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self._doc = doc
        self._cues = cues
        self._mentions = list(enumerate(doc.mentions))
        self._chain_of = {index: number for number, chain in enumerate(doc.chains) for index in chain}
        self._person: Speaker | None = None
        self._thing: Speaker | None = None
        self._known: dict[int, Speaker] = {}

    def name(self, saying: Saying, source: Sequence[Span]) -> Speaker:
        """Return the speaker. Its span is where the article names it, which for a pronoun is not the source."""
        if saying.source is None or not source:
            return NOBODY
        parse, head = saying.parse, saying.source
        word = parse.tokens[head].text.lower()
        if word in _RELATIVE and parse.tokens[head].pos in ("PRON", "SCONJ", "DET"):
            antecedent = _antecedent(parse, saying.cue[-1]) or _noun_before(parse, head)
            if antecedent is None:
                return NOBODY
            head = antecedent
            indices = _without_clauses(parse, head)
            return self._describe(parse, head, indices)
        if word in _ONE_PERSON:
            return self._latest_subject(saying) or self._person or self._latest_person(saying) or NOBODY
        if word in _SEVERAL:
            return self._thing or self._person or NOBODY
        if word in _ONE_THING:
            return self._thing or NOBODY
        if parse.tokens[head].pos == "PRON":
            return replace(NOBODY, span=source[0])
        if passed_on_by(saying, self._cues) is not None:
            # "a statement carried by state media": who carries it is a speaker apart.
            return self._describe(parse, head, _without_clauses(parse, head))
        return self._describe(parse, head, saying.source_tokens)

    def chain(self, saying: Saying, speaker: Speaker) -> tuple[Speaker, ...]:
        """Return whom the speaker cites, the speaker, and the outlet that hands it on; nothing without either."""
        nearer, outer = cited(saying, self._cues), passed_on_by(saying, self._cues)
        chain = [
            *([self._aside(saying.parse, nearer)] if nearer is not None else []),
            speaker,
            *([self._aside(saying.parse, outer)] if outer is not None else []),
        ]
        return tuple(chain) if len(chain) > 1 else ()

    def _aside(self, parse: Parse, head: int) -> Speaker:
        """Describe one whom no pronoun that follows means."""
        kept = self._person, self._thing
        described = self._describe(parse, head, _without_clauses(parse, head))
        self._person, self._thing = kept
        return replace(described, kind="outlet") if is_outlet(parse, head, self._cues) else described

    def _latest_subject(self, saying: Saying) -> Speaker | None:
        """Return the person who is the subject of a sentence since the last one spoke, if there is one."""
        last = self._person.span if self._person is not None else None
        since = last.end if last is not None and last.part == saying.parse.part else 0
        tokens = saying.parse.tokens
        subjects = {token.end for token in tokens if token.dep in ("nsubj", "nsubjpass")}
        before = [
            entry
            for entry in self._persons_before(saying)
            if entry[1].span.start >= since and entry[1].span.end in subjects
        ]
        return self._as_speaker(before[-1]) if before else None

    def _latest_person(self, saying: Saying) -> Speaker | None:
        before = self._persons_before(saying)
        return self._as_speaker(before[-1]) if before else None

    def _persons_before(self, saying: Saying) -> list[tuple[int, Mention]]:
        """Return the persons named in the same part before the source, in text order, at most _REACH away."""
        start = saying.parse.tokens[saying.source_tokens[0]].start
        return [
            (number, mention)
            for number, mention in self._mentions
            if mention.kind == "person"
            and self._doc.article.written(mention.span).lower() not in _ONE_PERSON
            and mention.span.part == saying.parse.part
            and start - _REACH <= mention.span.start
            and mention.span.end <= start
        ]

    def _as_speaker(self, entry: tuple[int, Mention]) -> Speaker:
        number, mention = entry
        return self._remember(Speaker(self._full_name(number), None, "person", None, mention.span), number, is_one=True)

    def _describe(self, parse: Parse, head: int, indices: Sequence[int]) -> Speaker:
        token = parse.tokens[head]
        near = _run_around(indices, head)
        span = Span(parse.part, parse.tokens[near[0]].start, parse.tokens[near[-1]].end)
        inside = [(number, mention) for number, mention in self._mentions if span.covers(mention.span)]
        own = next((entry for entry in inside if entry[1].span.start <= token.start < entry[1].span.end), None)
        person = next(
            (entry for entry in inside if entry[1].kind == "person" and self._is_the_one(parse, entry[1], head, own)),
            None,
        )
        group = own or next(
            (
                entry
                for entry in inside
                if entry[1].kind in _GROUPS
                and token.lemma.lower() in self._cues.group | self._cues.outlet
                and self._is_the_one(parse, entry[1], head, own)
            ),
            None,
        )
        named = person or (group if group is not None and self._is_name(group[1]) else None)
        after = name_after_comma(parse, near, head, self._cues) if person is None else None
        words: Sequence[int] = ()
        if after is not None:
            named, words = None, after
        elif named is not None:
            words = _tokens_of(parse, near, named[1].span)
        elif own is None and token.tag == "NNP" and token.text[0].isupper():
            # A name that no finder knew: in headlines most of all.
            words = _name_around(parse, near, head)
        own_name = self._span_of_name(parse, words, named[1] if named is not None else None)
        role = self._role(span, own_name)
        lemmas = [parse.tokens[index].lemma.lower().strip(".") for index in near]
        actor = self._actor(inside, group, lemmas)
        owned = parse.tokens[near[0]].text.lower() in _OWNERS and token.lemma.lower() in self._cues.post
        if actor is None and owned and self._thing is not None:
            actor = self._thing.actor
        mention = named[1] if named else own[1] if own else None
        spoken_for = {one.kind for _, one in inside} if not self._cues.post.isdisjoint(lemmas) else set()
        spoken_for |= {one.kind for _, one in self._mentions if one.actor == actor} if actor is not None else set()
        written = self._doc.article.written(mention.span) if mention is not None else ""
        source = Source(lemmas, near.index(head), mention.kind if mention is not None else None, written, spoken_for)
        kind = kind_of(source, self._cues)
        name = self._full_name(named[0]) if named else None
        if named is None and own_name is not None:
            name = _plain_spaces(self._doc.article.written(own_name))
        if name is not None:
            kind = kind_of_name(name, kind, source, self._cues)
        if name is not None and role is not None and role.startswith("of ") and person is None and after is None:
            name, role = _plain(self._doc.article.written(span)), None
        speaker = Speaker(name, role, kind, actor, named[1].span if named and not role else span)
        is_several = token.tag in ("NNS", "NNPS") or token.lemma.lower() in self._cues.bodies
        return self._remember(speaker, named[0] if named else None, is_one=person is not None or not is_several)

    def _span_of_name(self, parse: Parse, words: Sequence[int], named: Mention | None) -> Span | None:
        """Return where the name of a source stands, a person's without the title; None where it has none."""
        if named is not None and named.kind != "person":
            return named.span
        if not words:
            return None
        first = words[without_title([parse.tokens[index].text for index in words], self._cues)]
        return Span(parse.part, parse.tokens[first].start, parse.tokens[words[-1]].end)

    def _is_the_one(self, parse: Parse, person: Mention, head: int, own: tuple[int, Mention] | None) -> bool:
        """Whether a person in a source is the one who speaks, not one whom the source only mentions."""
        if own is not None and own[1] is person:
            return True
        start, end = person.span.start, person.span.end
        inside = {index for index, token in enumerate(parse.tokens) if start <= token.start < end}
        # "spokesman Omar Farah" and "the mayor, Ana Ruiz": next to the head, or said to be the same.
        # Not "Ruiz aides", nor "a Ruiz commercial".
        return any(
            parse.tokens[index].head == head
            and (
                parse.tokens[index].dep == "appos"
                or (
                    parse.tokens[index].dep in ("compound", "nmod", "flat")
                    and self._may_follow(parse, person, head, index)
                )
            )
            for index in inside
        )

    def _may_follow(self, parse: Parse, mention: Mention, head: int, index: int) -> bool:
        is_group = mention.kind != "person" and parse.tokens[head].lemma.lower() in self._cues.group | self._cues.outlet
        return index > head or parse.tokens[head].pos == "PROPN" or is_group

    def _is_name(self, mention: Mention) -> bool:
        if mention.kind == "place":
            return True
        written = self._doc.article.written(mention.span)
        return mention.kind in _GROUPS and written[:1].isupper() and written.lower() not in _BARE

    def _role(self, span: Span, name: Span | None) -> str | None:
        article = self._doc.article
        if name is None:
            pieces = [article.written(span)]
        else:
            pieces = [
                article.written(Span(span.part, span.start, name.start)),
                article.written(Span(span.part, name.end, span.end)),
            ]
        told = ["" if _NO_ROLE.match(piece) else _HONORIFIC.sub("", _plain(piece)) for piece in pieces]
        role = next((piece for piece in told if piece and len(piece) <= _LONGEST_ROLE), None)
        both = [piece for piece in told if piece and len(piece) <= _LONGEST_ROLE]
        return ", ".join(both) if len(both) == 2 else role

    def _actor(
        self, inside: Sequence[tuple[int, Mention]], own: tuple[int, Mention] | None, lemmas: Sequence[str]
    ) -> str | None:
        if own is not None and own[1].actor is not None:
            return own[1].actor
        if not any(lemma in self._cues.post for lemma in lemmas):
            return None
        return next((mention.actor for _, mention in inside if mention.actor is not None), None)

    def _full_name(self, number: int) -> str:
        """Return the longest name that the article gives the one mentioned."""
        chain = self._doc.chains[self._chain_of[number]] if number in self._chain_of else (number,)
        mention = self._doc.mentions[number]
        if mention.kind != "person":
            return _plain_spaces(self._doc.article.written(mention.span))
        names = [self._doc.article.written(self._doc.mentions[index].span).split() for index in chain]
        return max((" ".join(words[without_title(words, self._cues) :]) for words in names), key=len)

    def _remember(self, speaker: Speaker, number: int | None, *, is_one: bool) -> Speaker:
        """Return the speaker with what was told of it before, and keep it for the pronouns that follow."""
        if number is not None and (chain := self._chain_of.get(number)) is not None:
            before = self._known.get(chain)
            # A later "Col Ruiz" does not take away that he is the spokesman of the armed forces.
            if before is not None and before.name == speaker.name and len(before.role or "") > len(speaker.role or ""):
                speaker = replace(before, span=speaker.span)
            self._known[chain] = speaker
        if not is_one or speaker.kind in ("organisation", "document", "outlet"):
            self._thing = speaker
        else:
            self._person = speaker
        return speaker


def _antecedent(parse: Parse, cue: int) -> int | None:
    """Return the noun that the clause of a cue verb is relative to."""
    index = cue
    while parse.tokens[index].dep in ("conj", "xcomp", "ccomp", "aux") and parse.tokens[index].head != index:
        index = parse.tokens[index].head
    return parse.tokens[index].head if parse.tokens[index].dep == "relcl" else None


def _noun_before(parse: Parse, relative: int) -> int | None:
    """Return the noun right before "who", a comma between or not."""
    before = relative - 2 if relative > 1 and parse.tokens[relative - 1].text == "," else relative - 1
    return before if before >= 0 and parse.tokens[before].pos in ("NOUN", "PROPN") else None


def _without_clauses(parse: Parse, head: int) -> list[int]:
    left_out = {
        below
        for child in parse.children[head]
        if parse.tokens[child].dep in ("relcl", "acl", "punct")
        for below in parse.subtree(child)
    }
    return [index for index in parse.subtree(head) if index not in left_out]


def _run_around(indices: Sequence[int], head: int) -> list[int]:
    """Return the run of consecutive indices that holds the head."""
    runs = list(_runs_of(indices))
    return next((run for run in runs if head in run), [head])


def _tokens_of(parse: Parse, near: Sequence[int], span: Span) -> list[int]:
    return [index for index in near if span.start <= parse.tokens[index].start < span.end]


def _name_around(parse: Parse, near: Sequence[int], head: int) -> list[int]:
    """Return the capitalised words in a row around a proper noun."""
    first = last = head
    while first - 1 in near and parse.tokens[first - 1].pos == "PROPN":
        first -= 1
    while last + 1 in near and parse.tokens[last + 1].pos == "PROPN":
        last += 1
    return list(range(first, last + 1))


def _runs_of(indices: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indices:
        if run and index != run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _plain(piece: str) -> str:
    """Return a piece of a source as a role: one line, without article, genitive and marks at its edges."""
    text = _plain_spaces(piece).strip(_EDGES)
    text = _GENITIVE.sub("", _ARTICLE.sub("", text)).replace("(", "").replace(")", "").strip(_EDGES)
    return _ARTICLE.sub("", text) if any(map(str.isalnum, text)) else ""


def _plain_spaces(text: str) -> str:
    return " ".join(text.split())
