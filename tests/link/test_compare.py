"""What speaks for and against two accounts being of one incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from dateline.link.compare import FEATURES, compare, total
from dateline.link.features.words import cosine
from dateline.link.profile import Profile, make_profiles
from dateline.link.weights import WEIGHTS
from dateline.model import AccountRole, Article, Claim, Hyperlink, PartyValue, Stance, ThingValue
from tests.link.accounts import (
    FAR_ABROAD,
    ORLUN,
    PAKISTAN,
    PROVINCE_ONE,
    TEMVAR,
    by_id,
    day,
    killed,
    make_account,
    make_article,
    make_claim,
    place,
    victim,
)

DEC_16, DEC_17 = "2014-12-16", "2014-12-17"


def profile(
    claims: Sequence[Claim] = (),
    *,
    type: str = "bombing",
    role: AccountRole = "main",
    stance: Stance = "asserted",
    published: str | None = DEC_17,
    article: Article | None = None,
    text: str = "",
    copy_group: str | None = None,
) -> Profile:
    article = article or make_article(
        text, published=published, document=f"{claims}{type}{role}{stance}{published}{text}"
    )
    account = make_account(article, type=type, role=role, stance=stance, claims=claims)
    copies = {} if copy_group is None else {article.id: copy_group}
    return make_profiles([account], by_id([article]), copies=copies)[account.id]


def actor(name: str) -> Claim:
    return make_claim("perpetrator", PartyValue(None, name, "armed_group"))


GROUNDS: Mapping[str, tuple[Profile, Profile, str | None]] = {
    "dates: same day": (profile([day(DEC_16)]), profile([day(DEC_16)], published="2014-12-18"), "same day"),
    "dates: days apart": (profile([day(DEC_16)]), profile([day("2014-12-19")], published="2014-12-20"), "days apart"),
    "dates: a week that holds the day": (
        profile([day(DEC_16)]),
        profile([day("2014-12-15", "2014-12-21")], published="2014-12-23"),
        "overlapping dates",
    ),
    "told_before: reported before it happened": (
        profile(published="2014-12-10"),
        profile([day(DEC_16)]),
        "told before",
    ),
    "told_before: a plan may be told before": (
        profile(published="2014-12-10", stance="planned"),
        profile([day(DEC_16)], published="2014-12-10"),
        None,
    ),
    "places: same": (profile([place(TEMVAR)]), profile([place(TEMVAR)], text="x"), "same place"),
    "dates: the next day": (profile([day(DEC_16)]), profile([day(DEC_17)]), "next day"),
    "places: two of one name": (
        profile([place(TEMVAR)]),
        profile([place(replace(FAR_ABROAD, name="Temvar"))]),
        "same place name",
    ),
    "places: other city": (
        profile([place(TEMVAR)]),
        profile([place(replace(ORLUN, latitude=33.0, longitude=71.0))]),
        "other place",
    ),
    "places: a city far away": (profile([place(TEMVAR)]), profile([place(ORLUN)]), "far place"),
    "places: other country": (profile([place(TEMVAR)]), profile([place(FAR_ABROAD)]), "other country"),
    "places: one holds the other": (profile([place(TEMVAR)]), profile([place(PROVINCE_ONE)]), "place within"),
    "places: country holds city": (profile([place(TEMVAR)]), profile([place(PAKISTAN)]), "place within"),
    "places: the best agreement counts": (
        profile([place(TEMVAR)]),
        profile([place(ORLUN), place(TEMVAR, score=0.3)]),
        "same place",
    ),
    "publication: looking back": (
        profile(published="2014-12-17"),
        profile([day("2014-12-16")], published="2015-03-02"),
        "looking back",
    ),
    "publication: weeks apart": (profile(published="2014-12-17"), profile(published="2015-03-02"), "published apart"),
    "publication: what is told in passing says nothing": (profile(), profile(role="background"), None),
    "times_of_day: hours apart": (
        profile(text="Shot at 2:30 a.m."),
        profile(text="It was 5 p.m."),
        "other time of day",
    ),
    "times_of_day: minutes apart": (profile(text="Shot at 2:30 a.m."), profile(text="At 2:40 AM shots rang."), None),
    "times_of_day: that of an update": (profile(text="At 2:30 a.m."), profile(text="Updated 5:00 PM EST"), None),
    "streets: same": (
        profile(text="On Quill Street."),
        profile(text="Shots on Quill Street, in the 300 block."),
        "street",
    ),
    "streets: others": (profile(text="On Quill Street."), profile(text="On Brack Avenue."), "other streets"),
    "streets: a court of law is none": (profile(text="On Quill Street."), profile(text="In Superior Court."), None),
    "ages: of an infant": (
        profile(text="A 9-month-old girl."),
        profile(text="The girl was 9 years old."),
        "other ages",
    ),
    "ages: same": (profile(text="Lena Orvik, 31, died."), profile(text="A 31-year-old woman."), "ages"),
    "names: of an official say nothing": (
        profile(text="Sgt. Ottoline Brackwater spoke."),
        profile(text="Sgt. Ottoline Brackwater was there."),
        None,
    ),
    "names: of a place say nothing": (
        profile([place(replace(TEMVAR, name="Zandvik Quay"))], text="At Zandvik Quay."),
        profile(text="Zandvik Quay was shut."),
        "other names",
    ),
    "people: another spelling": (profile([victim("Malika Orvik")]), profile([victim("Malikah Orvik")]), "same person"),
    "stances: a denial of another kind": (profile(), profile(type="arson", stance="denied"), "other denial"),
    "outlets: one day": (
        profile(article=make_article("One.", outlet="Daily")),
        profile(article=make_article("Two.", outlet="Daily")),
        "same outlet, same day",
    ),
    "places: none": (profile(), profile([place(TEMVAR)]), None),
    "types: family": (profile(), profile(type="armed_attack"), "same family"),
    "types: explosives of two kinds": (profile(), profile(type="suicide_bombing"), "same family"),
    "types: explosives and guns": (profile(), profile(type="shooting"), "other family"),
    "types: other": (profile(), profile(type="peaceful_protest"), "other family"),
    "types: a trial looks back": (profile(), profile(type="trial", role="trial"), None),
    "people: same": (profile([victim("Lena Orvik")]), profile([victim("lena J. Orvik")]), "same person"),
    "people: age and surname": (
        profile([victim("Lena Orvik", age=31)]),
        profile([victim("Orvik", age=31)]),
        "same person",
    ),
    "people: surname": (profile([victim("Lena Orvik")]), profile([victim("Orvik")]), "same surname"),
    "people: other given name": (profile([victim("Lena Orvik")]), profile([victim("Tomas Orvik")]), "other people"),
    "people: others": (profile([victim("Lena Orvik")]), profile([victim("Ida Sal")]), "other people"),
    "actors: same": (profile([actor("harun")]), profile([actor("harun"), actor("oda")]), "same actor"),
    "actors: others": (profile([actor("harun")]), profile([actor("oda")]), "other actor"),
    "things: same": (
        profile([make_claim("target", ThingValue("a girls' school", "building"))]),
        profile([make_claim("target", ThingValue("the school", "building"))]),
        "same thing",
    ),
    "stances: plan and event": (profile(stance="planned"), profile(), "planned"),
    "copied_text: corresponding": (
        profile(text="One.", copy_group="g"),
        profile(text="One.", copy_group="g", published="2014-12-18"),
        "copy",
    ),
    "copied_text: a correction may change the kind": (
        profile(text="Zandvik factory blast kills two.", copy_group="g"),
        profile(text="Corrected: Zandvik factory blast was an accident.", copy_group="g", type="accident"),
        "copy",
    ),
    "copied_text: a page with another story": (
        profile(text="Zandvik factory blast kills two.", copy_group="g"),
        profile(text="Harrowgate teachers march over wages.", copy_group="g"),
        "other part of a copy",
    ),
    "copied_text: another event of the copy": (
        profile(text="One.", copy_group="g"),
        profile(text="One.", copy_group="g", role="other", type="peaceful_protest"),
        "other part of a copy",
    ),
}


@pytest.mark.parametrize("case", GROUNDS)
def test_compare_ground(case: str) -> None:
    left, right, expected = GROUNDS[case]
    name = case.split(":")[0]
    feature = next(feature for feature in FEATURES if feature.__name__ == name)
    found = feature(left, right)
    assert (found.name if found else None) == expected
    assert found is None or (found.amount > 0 and found.name in WEIGHTS)


@pytest.mark.parametrize(
    ("earlier", "later", "name", "sign"),
    [
        (killed(9, 9), killed(9, 9), "same toll", 1),
        (killed(9, 9), killed(12, 12), "other toll", 0),  # a toll that rises
        (killed(9, 9), killed(90, 90), "other toll", -1),
        (killed(12, 12), killed(9, 9), "other toll", -1),
        (killed(9, None), killed(12, 12), None, 0),
        (killed(0, 0), killed(0, 0), None, 0),
    ],
)
def test_compare_tolls(earlier: Claim, later: Claim, name: str | None, sign: int) -> None:
    features = compare(profile([earlier], published=DEC_16), profile([later], published=DEC_17))
    found = [feature for feature in features if feature.name.endswith("toll")]
    assert [feature.name for feature in found] == ([name] if name else [])
    assert all((feature.score > 0) - (feature.score < 0) == sign for feature in found)


def test_compare_tolls_of_one_day_whichever_report_has_the_lesser_id() -> None:
    pairs = [
        (profile([killed(20, 20)], text=f"One {number}."), profile([killed(5, 5)], text=f"Other {number}."))
        for number in range(12)
    ]
    assert {one.account_id < other.account_id for one, other in pairs} == {True, False}
    assert len({next(ground.score for ground in compare(*pair) if ground.name == "other toll") for pair in pairs}) == 1


@pytest.mark.parametrize("name", ["two men", "The victim", "POLICE", "her son"])
def test_profile_a_description_names_nobody(name: str) -> None:
    assert profile([victim(name)]).people == ()


def test_compare_a_place_that_is_often_in_the_news_tells_less() -> None:
    often, seldom = replace(TEMVAR, geonameid=7, name="Chicago"), replace(TEMVAR, geonameid=8, name="Zandvik")
    scores = [
        next(
            one.score
            for one in compare(profile([place(where)]), profile([place(where)], text="x"))
            if "place" in one.name
        )
        for where in (often, seldom)
    ]
    assert 0 < scores[0] < scores[1]


def test_compare_days_apart_count_as_far_as_they_are_sure() -> None:
    def score(chance: float) -> float:
        left, right = profile([day(DEC_16, score=chance)]), profile([day("2014-12-19", score=chance)], published=None)
        return next(one.score for one in compare(left, right) if one.name == "days apart")

    assert score(1.0) < score(0.8) < 0


@pytest.mark.parametrize(
    ("link", "linked"),
    [
        (Hyperlink("x", "http://www.daily.example/blast?from=list"), True),
        (Hyperlink("Cart bomb wrecks the Zandvik bazaar", None), True),
        (Hyperlink("Blast", "https://daily.example/other"), False),
    ],
)
def test_compare_link_to_the_report(link: Hyperlink, linked: bool) -> None:
    told = make_article("A cart blew up.", title="Cart bomb wrecks the Zandvik bazaar")
    told = replace(told, url="https://daily.example/blast/")
    later = make_article("The bazaar was bombed last week.\nShops are open.")
    later = replace(later, paragraphs=(replace(later.paragraphs[0], links=(link,)), later.paragraphs[1]))
    pair = profile(article=told), profile([day(DEC_16)], role="background", article=later)
    assert ("link" in {one.name for one in compare(*pair)}) is linked


def test_compare_an_old_event_told_in_a_new_article() -> None:
    first = profile(
        [day(DEC_16), place(TEMVAR), killed(7, 7), victim("Aron Pell")],
        text="A cart bomb killed seven at the Zandvik bazaar.",
    )
    old = profile(
        [day(DEC_16), place(TEMVAR), killed(7, 7), victim("Aron Pell")],
        role="background",
        published="2015-12-16",
        text="A year ago a cart bomb killed seven at the Zandvik bazaar.",
    )
    other = profile(
        [day("2015-12-16"), place(TEMVAR), killed(3, 3)],
        published="2015-12-16",
        text="Three died when shells fell on the ropeworks.",
    )
    assert total(compare(first, old)) > 0
    assert total(compare(first, other)) < 0


def test_compare_one_article_tells_an_event_once() -> None:
    article = make_article("Two blasts.")
    left, right = profile(article=article), profile(article=article, type="shooting")
    assert "one article" in {feature.name for feature in compare(left, right)}


def test_compare_is_symmetric_and_every_ground_has_a_sentence() -> None:
    for left, right, _ in GROUNDS.values():
        one, other = compare(left, right), compare(right, left)
        assert one == other
        assert total(one) == pytest.approx(sum(feature.score for feature in one))
        assert all(feature.why for feature in one)


def test_compare_shared_rare_words_and_names() -> None:
    left = profile(text="The Quillfeather Tower at Zandvik Quay was bombed, said Ottoline Brackwater.")
    right = profile(text="Ottoline Brackwater told of a blast at the Quillfeather Tower on Zandvik Quay.")
    other = profile(text="A committee of ministers discussed grain prices for the coming spring.")
    assert {"text", "names"} <= {feature.name for feature in compare(left, right)}
    assert total(compare(left, right)) > total(compare(left, other))


def test_compare_two_bombings_in_one_city_in_one_week_stay_two() -> None:
    first = profile([day("2014-12-09"), place(TEMVAR), killed(7, 7)], published="2014-12-09", text="Blast at a market.")
    second = profile([day("2014-12-12"), place(TEMVAR), killed(3, 3)], published="2014-12-12", text="Blast at a court.")
    assert total(compare(first, second)) < 0


@pytest.mark.parametrize(("plan_day", "joined"), [(DEC_17, True), ("2014-12-27", False)])
def test_compare_a_planned_march_is_the_march_held_only_on_its_day(plan_day: str, joined: bool) -> None:
    call = "Village teachers of Temvar call a march over unpaid wages, from the ropeworks to the governor's gate."
    walk = "Singing teachers walked through Temvar to ask for their wages. The march ended at the governor's gate."
    plan = profile(
        [day(plan_day), place(TEMVAR)], type="peaceful_protest", stance="planned", published="2014-12-15", text=call
    )
    held = profile([day(DEC_17), place(TEMVAR)], type="peaceful_protest", published=DEC_17, text=walk)
    assert (total(compare(plan, held)) > 0) is joined


def test_cosine() -> None:
    assert cosine({"a": 0.6, "b": 0.8}, {"b": 1.0}) == pytest.approx(0.8)
    assert cosine({}, {"b": 1.0}) == 0


@pytest.mark.parametrize(
    ("type", "denied", "name"),
    [
        ("air_strike", "air_strike", "denial"),
        ("air_strike", "armed_attack", "denial"),
        ("air_strike", "shooting", "one article"),
        ("abduction", "armed_attack", "one article"),
    ],
)
def test_a_denial_is_of_the_event_of_its_article_that_it_can_be_of(type: str, denied: str, name: str) -> None:
    article = make_article("Five died. It denied that forty had.")
    found = compare(profile(type=type, article=article), profile(type=denied, stance="denied", article=article))
    assert name in {ground.name for ground in found}
