"""Which date an evening belongs to. Hours are the person's own; the clock is passed in."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import User

NOV_22, NOV_23 = date(2026, 11, 22), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("zone", "ends", "now", "evening"),
    [
        pytest.param("UTC", 4, datetime(2026, 11, 23, 3, 59, tzinfo=UTC), NOV_22, id="before"),
        pytest.param("UTC", 4, datetime(2026, 11, 23, 4, 0, tzinfo=UTC), NOV_23, id="at the hour"),
        pytest.param("UTC", 4, datetime(2026, 11, 23, 23, 59, tzinfo=UTC), NOV_23, id="late"),
        pytest.param("UTC", 0, datetime(2026, 11, 23, 0, 0, tzinfo=UTC), NOV_23, id="at midnight"),
        pytest.param("UTC", 11, datetime(2026, 11, 23, 10, 59, tzinfo=UTC), NOV_22, id="latest"),
        pytest.param(
            "Asia/Seoul", 4, datetime(2026, 11, 22, 18, 59, tzinfo=UTC), NOV_22, id="Seoul before"
        ),
        pytest.param(
            "Asia/Seoul", 4, datetime(2026, 11, 22, 19, 0, tzinfo=UTC), NOV_23, id="Seoul at"
        ),
        pytest.param(
            "Pacific/Kiritimati",
            4,
            datetime(2026, 11, 22, 14, 0, tzinfo=UTC),
            NOV_23,
            id="14 hours ahead",
        ),
        pytest.param(
            "Asia/Kathmandu",
            4,
            datetime(2026, 11, 22, 22, 14, tzinfo=UTC),
            NOV_22,
            id="quarter-hour zone before",
        ),
        pytest.param(
            "Asia/Kathmandu",
            4,
            datetime(2026, 11, 22, 22, 15, tzinfo=UTC),
            NOV_23,
            id="quarter-hour zone at",
        ),
        pytest.param(
            "Nowhere/Lost", 4, datetime(2026, 11, 23, 5, 0, tzinfo=UTC), NOV_23, id="zone lost"
        ),
    ],
)
def test_an_evening_lasts_until_the_hour_the_user_chose(
    zone: str, ends: int, now: datetime, evening: date
) -> None:
    assert User(time_zone=zone, night_ends_hour=ends).evening_date(now) == evening


@pytest.mark.parametrize(
    ("now", "evening"),
    [
        # Clocks go forward at 2:00 on 29 March: 1:59 is followed by 3:00.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),
        # Clocks go back at 3:00 on 25 October: 2:59 is followed by 2:00, once.
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 1, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_evening_follows_the_wall_clock_over_a_clock_change(
    now: datetime, evening: date
) -> None:
    user = User(time_zone="Europe/Berlin", night_ends_hour=3)
    assert user.evening_date(now) == evening
