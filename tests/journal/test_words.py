"""An entry in a few words, as the list prints it."""

from datetime import date

import pytest

from journal.models import Amount, Entry, Overall, Spots

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        pytest.param({}, [], id="nothing noted"),
        pytest.param({"overall": Overall.CALM}, ["Calm"], id="the first word is an answer"),
        pytest.param(
            {"redness": Amount.NONE, "breakouts": Spots.FEW, "irritation": Amount.STRONG},
            ["Redness: none", "Breakouts: 1 to 2", "Stinging: strong"],
            id="scores by name",
        ),
        pytest.param(
            {"indoors": True, "sweat": True, "factors": ["stress"], "dryness": 1, "overall": 2},
            ["A bit off", "Dryness: a little", "Stress", "Sweated", "Stayed indoors"],
            id="in the order of the form",
        ),
        pytest.param(
            {"signs": ["hives", "swelling"], "damage": ["sunburn", "cut"]},
            ["Hives", "Swelling", "Sunburn", "Cut or graze"],
            id="one for each",
        ),
        pytest.param(
            {"damage": ["sunburn"], "damage_until": date(2026, 12, 2)},
            ["Sunburn, until 2 Dec"],
            id="until when",
        ),
    ],
)
def test_an_entry_says_what_was_answered_and_no_more(
    facts: dict[str, object], words: list[str]
) -> None:
    assert Entry(date=DAY, note="Not in these words.", **facts).words == words
