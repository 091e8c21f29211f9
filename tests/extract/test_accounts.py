"""Accounts: one for an event however often it is told, another for another event, each with its own claims."""

from __future__ import annotations

import pytest

from dateline.extract.claims import LINK_CEILING, SCORES
from dateline.model import Account, PlaceValue, TimeValue, TollValue
from tests.extract.annotated import annotate, main_of, written


def killed(account: Account) -> set[tuple[int | None, str]]:
    return {
        (claim.value.low, claim.value.scope)
        for claim in account.of_field("killed")
        if isinstance(claim.value, TollValue)
    }


def test_one_event_told_often_is_one_account() -> None:
    text = (
        "BAGHDAD (TNA) -- A car bomb exploded near a mosque on Monday, killing 12 people. "
        "The attack was the first this month. Witnesses said the blast broke windows."
    )
    doc = annotate(text, title="Car bomb kills 12 in Baghdad")
    violent = [account for account in doc.accounts if account.type == "bombing"]
    assert len(violent) == 1
    assert killed(violent[0]) == {(12, "whole")}


def test_two_places_are_two_accounts() -> None:
    text = (
        "A bomb exploded in Baghdad on Monday, killing 12 people. "
        "Elsewhere, gunmen attacked a police post in Mosul, killing three officers."
    )
    first, second = annotate(text).accounts[:2]
    assert killed(first) == {(12, "whole")}
    assert killed(second) == {(3, "whole")}


def test_background_keeps_its_toll() -> None:
    text = "A bomb exploded in Baghdad on Monday, killing 12 people. In 2009, a bombing in the city killed 40 people."
    doc = annotate(text)
    assert killed(main_of(doc)) == {(12, "whole")}
    [background] = [account for account in doc.accounts if account.role == "background"]
    assert killed(background) == {(40, "whole")}


def test_who_was_hurt_after_an_event_of_another_day_is_not_of_the_main_one() -> None:
    text = (
        "Gunmen abducted a minister in Tripoli on Monday. {}Three of the accused are in custody. Hundreds were wounded."
    )
    past = "In May 2010 two car bombs went off there and killed 42 people. "
    assert written(main_of(annotate(text.format(past))).of_field("injured")) == []
    assert written(main_of(annotate(text.format(""))).of_field("injured")) == ["Hundreds"]


def test_unreal_events_stay_apart() -> None:
    text = "Gunmen attacked a hotel in Kabul on Monday. Diplomats said the group could attack an embassy."
    doc = annotate(text)
    assert [account.stance for account in doc.accounts] == ["asserted", "hypothetical"]


def test_date_is_that_of_the_event_and_not_of_the_saying() -> None:
    text = "Police said on Wednesday that gunmen had attacked a bus on Monday."
    [claim] = main_of(annotate(text)).of_field("date")
    assert isinstance(claim.value, TimeValue)
    assert (claim.written, claim.value.earliest) == ("Monday", "2014-12-15")


def test_it_happened_tells_the_date() -> None:
    text = "A man was shot outside a bar. It happened on Monday, police said."
    assert written(main_of(annotate(text)).of_field("date")) == ["Monday"]


def test_date_that_is_not_told_is_unknown() -> None:
    account = main_of(annotate("Gunmen attacked a bus."))
    assert account.of_field("date") == []
    assert "not stated" in account.unknown["date"].reason


def test_place_hangs_on_the_event() -> None:
    text = "Officials in London said that gunmen attacked a police station in Kandahar on Monday."
    [claim] = main_of(annotate(text)).of_field("place")
    assert isinstance(claim.value, PlaceValue)
    assert (claim.written, claim.value.country) == ("Kandahar", "AF")


def test_border_is_a_place_that_is_not_resolved() -> None:
    text = "The army launched an offensive along the northern border on Monday."
    [claim] = main_of(annotate(text)).of_field("place")
    assert claim.written == "the northern border"
    assert isinstance(claim.value, PlaceValue)
    assert claim.value.geonameid is None
    assert claim.value.reason


def test_two_shot_and_one_dead_is_one_killed_and_one_injured() -> None:
    account = main_of(annotate("Three people were shot in a park on Monday. One of the victims died."))
    assert killed(account) == {(1, "whole")}
    [injured] = account.of_field("injured")
    assert isinstance(injured.value, TollValue)
    assert (injured.value.low, injured.value.high) == (2, 2)


def test_no_casualties_is_an_asserted_zero() -> None:
    [claim] = main_of(annotate("A car bomb exploded in Benghazi on Monday. There were no casualties.")).of_field(
        "killed"
    )
    assert isinstance(claim.value, TollValue)
    assert (claim.value.low, claim.value.high, claim.stance) == (0, 0, "asserted")


def test_speakers_are_kept() -> None:
    text = "A bomb killed nine people in Mombasa, police said on Friday."
    [claim] = main_of(annotate(text)).of_field("killed")
    assert [speaker.name or speaker.role for speaker in claim.via] == ["police"]


@pytest.mark.parametrize("text", ["", "   ", "!!!", "The weather was fine.", "12 12 12", "killed killed dead shot"])
def test_texts_without_events_do_no_harm(text: str) -> None:
    for account in annotate(text).accounts:
        for claim in account.claims:
            assert claim.written


def test_scores_are_probabilities() -> None:
    assert all(0.3 <= score <= 0.95 for score in SCORES.values())
    assert 0 < LINK_CEILING <= 0.4


def test_ids_are_stable_and_claims_are_their_spans() -> None:
    text = "A bomb exploded in Baghdad on Monday, killing 12 people, police said."
    annotate.cache_clear()
    once = annotate(text)
    annotate.cache_clear()
    again = annotate(text)
    assert once.accounts == again.accounts
    for account in once.accounts:
        for claim in account.claims:
            assert claim.account_id == account.id
            assert once.article.written(claim.span) == claim.written


def places_told(account: Account) -> set[str | None]:
    return {claim.value.name for claim in account.of_field("place") if isinstance(claim.value, PlaceValue)}


def days_told(account: Account) -> set[str | None]:
    return {claim.value.earliest for claim in account.of_field("date") if isinstance(claim.value, TimeValue)}


def test_what_a_denial_takes_as_given_stands() -> None:
    text = (
        "The charity denied that fighters were shooting from its clinic in Kunduz when an American aircraft destroyed "
        "it on Saturday. Twenty-two people died."
    )
    strike, shooting = annotate(text).accounts
    assert (strike.type, strike.stance, killed(strike)) == ("air_strike", "asserted", {(22, "whole")})
    assert (shooting.type, shooting.stance, killed(shooting)) == ("shooting", "denied", set())


def test_there_is_the_town_told_last() -> None:
    text = (
        "Gunmen killed nine people at a market in Mosul on 2 December. "
        "The next day a bomber struck a bus there and killed four."
    )
    [bombing] = [account for account in annotate(text).accounts if account.type == "bombing"]
    assert places_told(bombing) == {"Mosul"}


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for the ministry in Ankara said that a bomb had killed nine people in Mosul on Monday.",
        "A bomb killed nine people in Mosul. The charity wants a commission in Ankara to look into the attack.",
    ],
)
def test_place_of_a_speaker_is_not_the_event_s(text: str) -> None:
    assert places_told(main_of(annotate(text))) == {"Mosul"}


def test_weekday_of_a_plan_lies_ahead() -> None:
    doc = annotate(
        "Posters are up all over town.", title="Students called to a march on Friday", published="2014-12-18"
    )
    assert main_of(doc).stance == "planned"
    assert days_told(main_of(doc)) == {"2014-12-19"}


def test_day_of_the_dead_where_the_event_has_none() -> None:
    doc = annotate("A bomb tore a bus apart in Mosul. Nine people died on 3 December.")
    assert days_told(main_of(doc)) == {"2014-12-03"}


def test_what_nobody_did_is_no_account() -> None:
    text = "A bomb killed nine people in Mosul on Monday. Nobody claimed responsibility. No curfew was imposed."
    assert [account.type for account in annotate(text).accounts] == ["bombing"]


def test_title_s_place_is_not_that_of_what_is_told_far_below() -> None:
    text = (
        "Firefighters rehearsed for a long night in the Lima metro. Trains stood still for hours. "
        "Shops near the station were closed. The exercise had been planned for a year. Volunteers lay on the floor. "
        "It was no answer to the shooting at a resort in June, in which nine people were killed, a commander said."
    )
    doc = annotate(text, title="Rescuers practise below the streets of Lima")
    [shooting] = [account for account in doc.accounts if account.type == "shooting"]
    assert shooting.of_field("place") == []


def arrested(text: str) -> list[tuple[str, int | None, str]]:
    [account] = [account for account in annotate(text).accounts if account.of_field("arrested")]
    return [
        (claim.written, claim.value.low, claim.value.scope)
        for claim in account.of_field("arrested")
        if isinstance(claim.value, TollValue)
    ]


def test_those_held_after_others_of_another_kind_are_added() -> None:
    text = "Troops arrested a rebel leader on Monday. During the search the troops detained two fighters."
    assert arrested(text) == [("a rebel leader", 1, "whole"), ("two fighters", 2, "added")]
    again = "Police arrested a man on Monday. Officers detained two suspects, a spokesman said."
    assert arrested(again) == [("a man", 1, "whole"), ("two suspects", 2, "whole")]


def test_those_whom_a_greater_whole_holds_are_not_added() -> None:
    text = (
        "Three men were arrested in Quito on Monday. Police stopped a car and detained two men. "
        "They drove to the house of a third man and arrested him as well."
    )
    assert arrested(text) == [("Three men", 3, "whole"), ("two men", 2, "whole"), ("him", 1, "whole")]


def test_those_held_are_not_told_again_without_their_number() -> None:
    text = "Troops detained four men in Quito on Monday. After questioning, the men were detained at a base."
    assert arrested(text) == [("four men", 4, "whole")]


def test_who_was_to_be_held_was_not() -> None:
    text = "Troops launched an operation to capture a rebel leader on Monday. They tried to detain two men."
    assert [account for account in annotate(text).accounts if account.of_field("arrested")] == []


def test_one_killed_is_the_whole_beside_no_civilian_casualties() -> None:
    text = "Troops killed one rebel near Gao on Monday. No civilian casualties were reported."
    assert killed(main_of(annotate(text))) == {(1, "whole"), (0, "whole")}


def test_what_comes_of_an_operation_is_told_with_the_killing() -> None:
    text = (
        "Troops killed a rebel leader during a security operation on Monday. The fight ended with the leader's death."
    )
    accounts = [account for account in annotate(text).accounts if account.of_field("killed")]
    assert len(accounts) == 1


def test_what_somebody_does_again_and_again_founds_no_account() -> None:
    text = "Troops arrested a rebel leader near Gao on Monday. The leader directs attacks on convoys."
    assert [account.type for account in annotate(text).accounts] == ["arrest"]


def test_who_is_driven_away_is_not_the_one_who_did_it() -> None:
    doc = annotate("Gunmen went to the hotel where Omar Tarik lived and drove him away on Monday.")
    (taken,) = [account for account in doc.accounts if account.type == "abduction"]
    assert [claim.written for claim in taken.of_field("perpetrator")] == ["Gunmen"]


def test_who_is_abducted_is_not_killed() -> None:
    text = (
        "KARA, Oct. 10 - Armed men abducted the prime minister, Omar Tarik, from the hotel where he lives before dawn. "
        "Mr. Tarik was held for several hours and freed in the morning. Mr. Tarik later thanked those who freed him."
    )
    doc = annotate(text, title="Gunmen seize prime minister")
    assert all(killed(account) == set() for account in doc.accounts)


def tolls(text: str, field: str, *, title: str | None = None) -> list[tuple[int | None, str]]:
    main = main_of(annotate(text, title=title))
    values = [claim.value for claim in main.of_field(field)]
    return [(value.number, value.scope) for value in values if isinstance(value, TollValue)]


def test_the_wounded_who_died_later_are_no_whole_of_the_wounded() -> None:
    text = "Two more people wounded in Monday's bombing at a cafe in Jos died in hospital, raising the toll to seven."
    assert tolls(text, "injured") == [(2, "part")]
    assert (7, "whole") in tolls(text, "killed")


def test_nobody_killed_is_a_toll_of_the_event_and_no_denied_one() -> None:
    doc = annotate("A grenade was thrown at a bar in Cali on Monday, but no one was killed, police said.")
    assert [account.stance for account in doc.accounts] == ["asserted"]
    [claim] = main_of(doc).of_field("killed")
    assert isinstance(claim.value, TollValue)
    assert (claim.value.low, claim.value.high, claim.stance) == (0, 0, "asserted")


def test_one_whose_death_raises_the_toll_is_part_of_it() -> None:
    text = (
        "A guard who was shot when gunmen attacked a clinic in Garissa on Monday died on Thursday, "
        "bringing the number of people killed to three."
    )
    whole = [each for each in tolls(text, "killed", title="Guard shot at Garissa clinic dies") if each[1] == "whole"]
    assert whole == [(3, "whole")]


def test_denied_responsibility_is_a_denied_blame() -> None:
    doc = annotate("The FARC denied responsibility for a truck bomb that killed four people in Cali on Tuesday.")
    account = main_of(doc)
    [blamed] = account.of_field("responsibility_blamed_on")
    assert (account.stance, blamed.stance, blamed.written) == ("asserted", "denied", "FARC")
    assert {claim.stance for claim in account.of_field("perpetrator")} <= {"denied"}


def test_nobody_claimed_responsibility_is_no_account() -> None:
    doc = annotate("A bomb killed four people in Cali on Tuesday. No group has claimed responsibility for the blast.")
    assert len(doc.accounts) == 1


def test_what_a_march_is_for_is_as_real_as_the_march() -> None:
    doc = annotate("Thousands of miners marched through Potosi on Monday to protest against a new tax.")
    assert [(account.type, account.stance) for account in doc.accounts] == [("peaceful_protest", "asserted")]


def test_an_anniversary_is_not_the_day_of_the_event() -> None:
    doc = annotate(
        "Hundreds lit candles in Lahore on Thursday on the second anniversary of the bombing of a bus station on "
        "July 10, 2012, in which 22 people were killed.",
        title="Lahore marks anniversary of bus station bombing",
        published="2014-07-11",
    )
    [account] = [each for each in doc.accounts if each.type == "bombing"]
    assert account.role == "anniversary"
    [day] = [claim.value for claim in account.of_field("date")]
    assert isinstance(day, TimeValue)
    assert day.earliest == "2012-07-10"
