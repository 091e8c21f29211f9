"""Who says what a claim tells: name, role and kind of each speaker, nearest to the event first."""

from __future__ import annotations

import pytest

from dateline.model import Speaker
from tests.extract.annotated import annotate

Step = tuple[str | None, str | None, str]


def steps_of(speakers: tuple[Speaker, ...]) -> list[Step]:
    return [(speaker.name, speaker.role, speaker.kind) for speaker in speakers]


def via_of(text: str, word: str) -> list[Step]:
    """Return who says the first claim about the word, in whatever field."""
    claims = [claim for account in annotate(text).accounts for claim in account.claims]
    assert any(word in claim.written for claim in claims), [claim.written for claim in claims]
    return steps_of(next(claim.via for claim in claims if word in claim.written))


POLICE: Step = (None, "police", "official")


@pytest.mark.parametrize(
    ("text", "word", "via"),
    [
        ("Two men were killed in a bombing in Kano on Monday, police said.", "Two men", [POLICE]),
        (
            "A bomb killed nine people in Mosul, provincial police chief Omar Haddad said.",
            "nine people",
            [("Omar Haddad", "provincial police chief", "official")],
        ),
        (
            "Lena Okafor, a former envoy to Washington, said that gunmen killed six people in the town.",
            "gunmen",
            [("Lena Okafor", "former envoy to Washington", "official")],
        ),
        (
            "Gunmen killed four people in Herat, a senior police officer, Colonel Juma Khan, said.",
            "Gunmen",
            [("Juma Khan", "senior police officer, Colonel", "official")],
        ),
        (
            "Harbour County Sheriff Pavel Kamau said that the gunman had killed three people.",
            "gunman",
            [("Pavel Kamau", "Harbour County Sheriff", "official")],
        ),
        (
            "According to hospital officials, a bomb killed nine people in Mosul.",
            "nine people",
            [(None, "hospital officials", "official")],
        ),
        ("Gunmen killed four people in Herat, witnesses said.", "Gunmen", [(None, "witnesses", "witness")]),
        (
            "Gunmen killed four people in Herat, said Ahmad Zahir, a resident of the village.",
            "Gunmen",
            [("Ahmad Zahir", "resident of the village", "witness")],
        ),
        (
            "The mother of the victim said that police had shot her son dead.",
            "police",
            [(None, "mother of the victim", "witness")],
        ),
        (
            "Gunmen killed four people in Herat, a government official said on condition of anonymity.",
            "Gunmen",
            [(None, "government official", "official")],
        ),
        (
            "Activists said that the shelling had killed 12 civilians.",
            "12 civilians",
            [(None, "Activists", "unnamed")],
        ),
        (
            "The mining company said that gunmen had killed two of its workers.",
            "gunmen",
            [(None, "mining company", "organisation")],
        ),
        (
            "Troops killed 30 civilians in the raid, the rights group said in a report.",
            "Troops",
            [(None, "rights group", "organisation")],
        ),
        (
            "The United Nations said that shelling had killed 12 civilians.",
            "12 civilians",
            [("United Nations", None, "organisation")],
        ),
        (
            "A UN spokesman, Ivan Petrov, said that shelling had killed 12 civilians.",
            "12 civilians",
            [("Ivan Petrov", "UN spokesman", "official")],
        ),
        (
            "Taliban spokesman Karim Zadran said in an email that the fighters had killed 20 soldiers.",
            "fighters",
            [("Karim Zadran", "Taliban spokesman", "person")],
        ),
        (
            "The rebels killed four soldiers, the army's northern command said.",
            "rebels",
            [(None, "army's northern command", "official")],
        ),
        (
            "Gunmen killed four people in Herat, according to Jane Moss, an analyst at the Horn Institute.",
            "Gunmen",
            [("Jane Moss", "analyst at the Horn Institute", "person")],
        ),
        (
            "A court in Cairo heard that the gunman had killed three people.",
            "gunman",
            [(None, "court in Cairo", "official")],
        ),
        (
            "Gunmen killed four people in Herat, state television reported.",
            "Gunmen",
            [(None, "state television", "outlet")],
        ),
        (
            "A bomb killed nine people in Mosul, a military spokesman told AFP.",
            "nine people",
            [(None, "military spokesman", "official"), ("AFP", None, "outlet")],
        ),
        (
            "The spokesman of the governor, Fahim Noor, told AFP that gunmen had killed four people.",
            "gunmen",
            [("Fahim Noor", "spokesman of the governor", "official"), ("AFP", None, "outlet")],
        ),
        (
            "Local media quoted a police official as saying that gunmen had killed four people.",
            "gunmen",
            [(None, "police official", "official"), (None, "Local media", "outlet")],
        ),
        (
            "Gunmen killed four people in Herat, local media quoted a police official as saying.",
            "Gunmen",
            [(None, "police official", "official"), (None, "local media", "outlet")],
        ),
        (
            "Gunmen killed four people in Herat, the newspaper Harbour Post quoted Mayor Ana Ruiz as saying.",
            "Gunmen",
            [("Ana Ruiz", "Mayor", "official"), ("Harbour Post", "newspaper", "outlet")],
        ),
        (
            "Gunmen killed four people in Herat, Reuters reported, citing a local official.",
            "Gunmen",
            [(None, "local official", "official"), ("Reuters", None, "outlet")],
        ),
        (
            "Gunmen killed four people in Herat, according to a statement carried by the state news agency.",
            "Gunmen",
            [(None, "statement", "document"), (None, "state news agency", "outlet")],
        ),
        (
            "The army said in a statement carried by the state news agency that its troops had killed ten rebels.",
            "ten rebels",
            [(None, "army", "official"), (None, "state news agency", "outlet")],
        ),
        (
            "A security source who asked not to be named told the BBC that gunmen had killed four people.",
            "gunmen",
            [(None, "security source", "unnamed"), ("BBC", None, "outlet")],
        ),
        (
            "A bomb killed nine people, the state-run news agency SANA said.",
            "nine people",
            [("SANA", "state-run news agency", "outlet")],
        ),
        (
            "An attorney for the family, Lena Okafor, said that officers had shot two men.",
            "two men",
            [("Lena Okafor", "attorney for the family", "person")],
        ),
    ],
)
def test_via(text: str, word: str, via: list[Step]) -> None:
    assert via_of(text, word) == via
