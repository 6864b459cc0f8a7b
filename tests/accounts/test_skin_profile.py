"""What a skin profile can hold, guarded by the database whatever a form lets through."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import SkinProfile
from tests.factories import make_user

MAY_1, MAY_2 = date(2026, 5, 1), date(2026, 5, 2)
IMPOSSIBLE = [
    pytest.param({"pregnant_from": MAY_2, "pregnant_until": MAY_1}, id="ends before it starts"),
    pytest.param({"pregnant_until": MAY_1}, id="an end without a start"),
    pytest.param({"breastfeeding_from": MAY_2, "breastfeeding_until": MAY_1}, id="breastfeeding"),
    pytest.param({"breastfeeding_until": MAY_1}, id="breastfeeding without a start"),
    pytest.param({"birth_date": date(1899, 12, 31)}, id="born before 1900"),
    pytest.param({"new_product_days": 0}, id="new products on one day"),
    pytest.param({"new_product_days": 61}, id="new products two months apart"),
]


@pytest.mark.parametrize("facts", IMPOSSIBLE)
def test_an_impossible_fact_is_refused_in_words_and_by_the_database(
    db: None, facts: dict[str, Any]
) -> None:
    profile = make_user().profile
    for name, value in facts.items():
        setattr(profile, name, value)
    with pytest.raises(ValidationError, match=r"day|Choose|Ensure"):
        profile.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        profile.save()


def test_one_day_is_long_enough_and_an_open_end_is_no_end(db: None) -> None:
    profile = make_user().profile
    profile.pregnant_from = profile.pregnant_until = profile.breastfeeding_from = MAY_1
    profile.birth_date, profile.new_product_days = date(1900, 1, 1), 60
    profile.full_clean()
    profile.save()
    assert SkinProfile.objects.get().breastfeeding_until is None
