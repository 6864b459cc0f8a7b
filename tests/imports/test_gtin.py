"""Barcodes are told from other numbers, and all of one product become the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.gtin import GtinError, gtin


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("4006381333931", "04006381333931"),  # EAN-13
        (" 4006381 333931 ", "04006381333931"),
        ("400-6381-333931", "04006381333931"),
        ("036000291452", "00036000291452"),  # UPC-A
        ("96385074", "00000096385074"),  # EAN-8
        ("10614141000415", "10614141000415"),  # GTIN-14
    ],
)
def test_barcodes_become_fourteen_digits(typed: str, digits: str) -> None:
    assert gtin(typed) == digits


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "8, 12, 13 or 14 digits"),
        ("123456789", "8, 12, 13 or 14 digits"),
        ("40063813339ab", "8, 12, 13 or 14 digits"),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "8, 12, 13 or 14 digits"),
        ("4006381333932", "one digit is wrong"),
    ],
)
def test_what_is_no_barcode_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(GtinError, match=reason):
        gtin(typed)


@given(st.integers(0, 10**13 - 1), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: int, place: int, slip: int) -> None:
    body = f"{number:013}"
    code = next(body + last for last in "0123456789" if _is_gtin(body + last))
    wrong = code[:place] + str((int(code[place]) + slip) % 10) + code[place + 1 :]
    assert gtin(code) == code
    assert not _is_gtin(wrong)


def _is_gtin(text: str) -> bool:
    try:
        gtin(text)
    except GtinError:
        return False
    return True
