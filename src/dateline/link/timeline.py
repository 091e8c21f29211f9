"""The time line of reports that belong together: what each day weighs, and one sentence that tells of it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from dateline.knowledge.days import day_of
from dateline.knowledge.words import words_of
from dateline.link.copies import publication_key
from dateline.link.text_profile import word_weights
from dateline.model import Account, Article, DatedSentences, Incident, Span, Story, StoryDay, Time

#: A report that names a day after more days than this looks back on it.
LOOKING_BACK = 7
#: What is usual around a day is that of so many days before and after it.
AROUND = 15
#: Days of a story that are shown: so many at most, and none that weighs less, as a share of the weightiest.
MOST_DAYS = 25
LEAST_WEIGHT = 0.3
#: The same for a day that no incident of the story is told of.
LEAST_UNTOLD = 0.5
#: Sentences of a day that are weighed against one another for the one that is shown.
MOST_SENTENCES = 100
#: Sentences that open a report tell what it is about.
OPENING = 5

_NOT_WORD = re.compile(r"\W+")
#: "... said in a statement on" before a date: the day is that of saying, not of what is said.
_SAID_ON = re.compile(r"\b(?:said|says?|saying|told|tells|telling|added)\b[^.;]{0,30}$", re.IGNORECASE)

#: What a day is weighed by, each as a share of the most that any day of the reports has; fitted by
#: `dateline train stories` to the days that journalists chose (docs/training.md).
WEIGHTS: Mapping[str, float] = {
    "reports": 0.4,
    "sentences": 0.45,
    "named": 0.43,
    "named on": 0.37,
    "named after": 0.41,
    "looked back on": 0.14,
    "named more than around": 0.29,
}


@dataclass(frozen=True, slots=True)
class DatedReport:
    """A report: its article, the sentences of the text, and its time expressions."""

    article: Article
    sentences: Sequence[tuple[int, int]]
    times: Sequence[Time]
    #: Where event words and dates of incidents of the story stand, and where those of others.
    told: Sequence[int] = ()
    apart: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells of a day, as far from the head of its report as `number`; of an incident, where known."""

    number: int
    tells: bool
    article: Article
    span: Span


@dataclass(slots=True)
class Day:
    """What reports tell of one day."""

    published: set[str] = field(default_factory=set)
    #: Sentences that name it for what happened; the articles of these, and their days of publication.
    told: list[Telling] = field(default_factory=list)
    named_by: set[str] = field(default_factory=set)
    named_on: set[int] = field(default_factory=set)
    #: Articles that name it two days after it or later, for whatever reason, and days on which others look back on it.
    named_after: set[str] = field(default_factory=set)
    looked_back_on: set[int] = field(default_factory=set)
    #: Openings of the reports that were published on it, for a day that no sentence names.
    openings: list[Telling] = field(default_factory=list)


def with_days(
    stories: Sequence[Story],
    incidents: Iterable[Incident],
    accounts: Mapping[str, Account],
    articles: Mapping[str, Article],
    *,
    dated: Callable[[Iterable[str]], Mapping[str, DatedSentences]],
) -> list[Story]:
    """Return the stories with their time lines. `dated` looks up the sentences and times of articles by id."""
    members = {incident.members[0].account_id: incident.members for incident in incidents}
    in_article: dict[str, list[Account]] = defaultdict(list)
    for account in accounts.values():
        in_article[account.article_id].append(account)
    told = [{member.account_id for one in story.incidents for member in members[one.id]} for story in stories]
    reports = [
        sorted({one.id for one in story.articles} | {accounts[account_id].article_id for account_id in own})
        for story, own in zip(stories, told, strict=True)
    ]
    known = dated(dict.fromkeys(article_id for ids in reports for article_id in ids))
    return [
        replace(
            story,
            days=time_line(
                _report_of(articles[one], known[one], in_article[one], own=own) for one in ids if one in known
            ),
        )
        for story, own, ids in zip(stories, told, reports, strict=True)
    ]


def _report_of(article: Article, dated: DatedSentences, accounts: Sequence[Account], *, own: Set[str]) -> DatedReport:
    starts: dict[bool, set[int]] = {True: set(), False: set()}
    for account in accounts:
        spans = [account.trigger, *(claim.span for claim in account.of_field("date"))]
        starts[account.id in own] |= {span.start for span in spans if span is not None and span.part == "text"}
    return DatedReport(article, dated.sentences, dated.times, sorted(starts[True]), sorted(starts[False]))


def time_line(
    reports: Iterable[DatedReport], *, most: int = MOST_DAYS, first: int | None = None, last: int | None = None
) -> tuple[StoryDay, ...]:
    """Return the days that matter, at most `most`, in order of time, each with the sentence that tells of it best.

    `first` and `last` bound the days (ordinals). Weights are shares of the weightiest day; the order of the reports
    does not matter.
    """
    days = read_days(reports)
    weights = weigh_days(days, first=first, last=last)
    top = max(weights.values(), default=0.0)
    chosen = sorted(
        (day for day, weight in weights.items() if weight > 0 and weight >= _least(days[day]) * top),
        key=lambda day: (-weights[day], day),
    )
    return tuple(
        StoryDay(date.fromordinal(day).isoformat(), weights[day] / top, best.article.id, best.span)
        for day in sorted(chosen[:most])
        if (best := _best_sentence(days[day])) is not None
    )


def _least(day: Day) -> float:
    return LEAST_WEIGHT if any(telling.tells for telling in day.told) else LEAST_UNTOLD


def weigh_days(
    days: Mapping[int, Day],
    *,
    weights: Mapping[str, float] = WEIGHTS,
    first: int | None = None,
    last: int | None = None,
) -> dict[int, float]:
    """Return what each day weighs, by ordinal."""
    return {
        day: math.fsum(weights[name] * value for name, value in features.items())
        for day, features in day_features(days, first=first, last=last).items()
    }


def day_features(
    days: Mapping[int, Day], *, first: int | None = None, last: int | None = None
) -> dict[int, dict[str, float]]:
    """Return the features of each day by ordinal, as WEIGHTS names them."""
    within = sorted(day for day in days if (first is None or day >= first) and (last is None or day <= last))
    plain = {day: _logs(days[day]) for day in within}
    named = {day: features["named"] for day, features in plain.items()}
    for day, features in plain.items():
        around = math.fsum(named.get(other, 0.0) for other in range(day - AROUND, day + AROUND + 1))
        features["named more than around"] = features["named"] - around / (2 * AROUND + 1)
    most = {name: max((abs(features[name]) for features in plain.values()), default=0.0) for name in WEIGHTS}
    return {
        day: {name: features[name] / most[name] if most[name] else 0.0 for name in WEIGHTS}
        for day, features in plain.items()
    }


def _logs(day: Day) -> dict[str, float]:
    counts = {
        "reports": len(day.published),
        "sentences": len(day.told),
        "named": len(day.named_by),
        "named on": len(day.named_on),
        "named after": len(day.named_after),
        "looked back on": len(day.looked_back_on),
    }
    return {name: math.log1p(count) for name, count in counts.items()}


def read_days(reports: Iterable[DatedReport]) -> dict[int, Day]:
    """Return what the reports tell of each day, by ordinal. A sentence that several reports have counts once, and one
    that tells only incidents of other stories not at all.

    A day after that of the report is left out: nothing could be told of it yet.
    """
    days: dict[int, Day] = defaultdict(Day)
    seen: set[str] = set()
    for report in sorted(reports, key=lambda report: publication_key(report.article)):
        article, published = report.article, day_of(report.article.published)
        if published is None:
            continue
        days[published].published.add(article.id)
        dated = list(_exact_days(report.times))
        for number, (start, end) in enumerate(report.sentences):
            tells = any(start <= at < end for at in report.told)
            telling = Telling(number, tells, article, Span("text", start, end))
            if number == 0:
                days[published].openings.append(telling)
            words = _NOT_WORD.sub(" ", article.text[start:end]).casefold()
            if words in seen or (not tells and any(start <= at < end for at in report.apart)):
                continue
            seen.add(words)
            named = {day: at for at, day in reversed(dated) if start <= at < end and day <= published}
            for day, at in sorted(named.items()):
                _name(days[day], day, telling, published, is_said=bool(_SAID_ON.search(article.text[start:at])))
    return dict(days)


def _name(found: Day, day: int, telling: Telling, published: int, *, is_said: bool) -> None:
    if published - day > 1:
        found.named_after.add(telling.article.id)
    if published - day > LOOKING_BACK:
        found.looked_back_on.add(published)
    if not is_said:
        found.told.append(telling)
        found.named_by.add(telling.article.id)
        found.named_on.add(published)


def _exact_days(times: Iterable[Time]) -> Iterator[tuple[int, int]]:
    """Yield (offset in the text, day) of each expression that means one day for certain."""
    for time in times:
        value = time.value
        if time.span.part == "text" and value.reason is None and value.type in ("DATE", "TIME"):
            day = day_of(value.earliest)
            if day is not None and value.earliest == value.latest:
                yield time.span.start, day


def _best_sentence(day: Day) -> Telling | None:
    """Return the sentence whose words most of the others have, of an incident rather than of anything else.

    A day that no sentence names has the opening of its first report.
    """
    told = sorted(day.told, key=lambda one: (one.number >= OPENING, publication_key(one.article), one.span.start))
    told = [one for one in told if one.tells][:MOST_SENTENCES] or told[:MOST_SENTENCES]
    if not told:
        return min(day.openings, key=lambda one: publication_key(one.article), default=None)
    words = [word_weights(words_of(one.article.written(one.span))) for one in told]
    total: Counter[str] = Counter()
    for own in words:
        total.update(own)
    scores = [math.fsum(weight * total[word] for word, weight in sorted(own.items())) for own in words]
    return told[max(range(len(told)), key=lambda place: (round(scores[place], 9), -place))]
