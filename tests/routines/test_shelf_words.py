"""What the shelf says of how long a product keeps, on 24 November 2026."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from routines.models import Pack
from routines.selectors_shelf import shelf_item
from routines.shelf_words import Keeps, keeps
from tests.factories import make_item, make_product

TODAY = date(2026, 11, 24)


def said(user: User, kind: str = "serum", pao: int | None = None, **dates: Any) -> Keeps:
    item = make_item(user, make_product(kind), pao_months=pao)
    Pack.objects.create(owner=user, shelf_item=item, **dates)
    return keeps(shelf_item(user, item.pk, TODAY), TODAY)


def opened(day: date = date(2026, 9, 1), **dates: object) -> dict[str, Any]:
    return {"opened_on": day, **dates}


@pytest.mark.parametrize(
    ("pao", "dates", "words", "severity"),
    [
        (None, opened(expires_on=date(2026, 11, 23)), "Past its date since 23 Nov", "warning"),
        (None, opened(expires_on=TODAY), "Use by 24 Nov, today", "info"),
        (None, opened(expires_on=date(2026, 11, 25)), "Use by 25 Nov, in 1 day", "info"),
        (3, opened(), "Use by 1 Dec, in 7 days", "info"),
        (2, opened(), "Open longer than its jar symbol says, since 1 Nov", "caution"),
        (None, opened(expires_on=date(2026, 12, 24)), "Use by 24 Dec, in 4 weeks", "info"),
        (None, opened(expires_on=date(2026, 12, 25)), "Use by 25 Dec, in 4 weeks", ""),
        (12, opened(), "Use by 1 Sep 2027", ""),
        (
            None,
            opened(expires_on=date(2028, 3, 31), month_only=True),
            "Use by the end of March 2028",
            "",
        ),
        (None, {"expires_on": date(2028, 3, 5)}, "Sealed, good until 5 Mar 2028", ""),
        (None, {"expires_on": date(2026, 3, 5)}, "Past its date since 5 Mar", "warning"),
        (None, {}, "Sealed, no date noted", ""),
        (None, opened(finished_on=date(2026, 11, 2)), "Finished 2 Nov", ""),
        (
            12,
            opened(changed_on=date(2026, 11, 3)),
            "Look or smell changed since 3 Nov",
            "caution",
        ),
    ],
)
def test_the_sentence_names_the_day(
    user: User, pao: int | None, dates: dict[str, Any], words: str, severity: str
) -> None:
    found = said(user, pao=pao, **dates)
    assert (found.words, found.severity) == (words, severity)


def test_a_sunscreen_without_a_date_counts_from_its_purchase(user: User) -> None:
    found = said(user, "sunscreen", purchased_on=date(2023, 11, 23))
    assert (found.words, found.severity) == ("Past its time since 23 Nov", "warning")
    assert "36 months from buying it" in found.note


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        pytest.param("serum", date(2026, 9, 1), "Estimate: to about September 2027", id="serum"),
        pytest.param("serum", date(2024, 9, 1), "Estimate: open longer than is usual", id="old"),
        pytest.param("medicated_topical", date(2026, 9, 1), "Opened 1 Sep", id="medication"),
        pytest.param("ampoule", date(2026, 9, 1), "Opened 1 Sep", id="a box of ampoules"),
    ],
)
def test_an_estimate_by_kind_is_called_one_and_never_marked(
    user: User, kind: str, day: date, words: str
) -> None:
    found = said(user, kind, opened_on=day)
    assert (found.words, found.severity) == (words, "")
    assert found.note


@pytest.mark.parametrize(
    ("dates", "used"),
    [
        (opened(date(2026, 11, 14), expires_on=date(2026, 12, 4)), 50),
        (opened(TODAY, expires_on=date(2026, 12, 4)), 0),
        (opened(date(2026, 9, 1), expires_on=date(2026, 11, 1)), 100),
        ({"expires_on": date(2027, 1, 1)}, None),
        ({"purchased_on": date(2026, 11, 14), "expires_on": date(2026, 12, 4)}, 50),
        (opened(date(2026, 11, 1), expires_on=date(2026, 10, 1)), 100),
    ],
)
def test_the_bar_is_the_time_from_opening(
    user: User, dates: dict[str, Any], used: int | None
) -> None:
    assert said(user, **dates).used == used


def test_nothing_is_estimated_of_single_doses(user: User) -> None:
    item = make_item(user, make_product("serum", single_use=True))
    Pack.objects.create(owner=user, shelf_item=item, opened_on=TODAY)
    assert keeps(shelf_item(user, item.pk, TODAY), TODAY).words == "Opened 24 Nov"


def test_a_product_without_packs_asks_for_nothing(user: User) -> None:
    item = make_item(user)
    assert keeps(shelf_item(user, item.pk, TODAY), TODAY) == Keeps("No date noted yet")


@pytest.mark.parametrize(
    ("now", "before", "left"),
    [
        (opened(), [30, 100, 90], "Estimate: runs out around 30 Nov, as it did before"),
        (opened(), [84], "Estimate: about empty, by how long it lasted before"),
        (opened(), [85], "Estimate: runs out around 25 Nov, as it did before"),
        (
            opened(expires_on=date(2026, 12, 1)),
            [92],
            "Estimate: lasts to about 2 Dec, longer than its date",
        ),
        (opened(expires_on=date(2026, 11, 23)), [100], ""),
        (opened(changed_on=date(2026, 11, 3)), [100], ""),
        (opened(finished_on=TODAY), [100], ""),
        ({}, [100], ""),
        (opened(), [], ""),
    ],
)
def test_earlier_packs_tell_when_the_open_one_is_empty(
    user: User, now: dict[str, Any], before: list[int], left: str
) -> None:
    item = make_item(user, make_product("serum"))
    bought = date(2026, 1, 1)
    for days in before:
        dates = {"opened_on": bought, "finished_on": bought + timedelta(days=days)}
        Pack.objects.create(owner=user, shelf_item=item, **dates)
    Pack.objects.create(owner=user, shelf_item=item, **now)
    assert keeps(shelf_item(user, item.pk, TODAY), TODAY).left == left
