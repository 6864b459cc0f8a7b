"""Barcodes as makers print them (GS1 General Specifications, GTIN-8, -12, -13 and -14)."""

LENGTHS = (8, 12, 13, 14)
LONGEST = 14


class GtinError(ValueError):
    """A text that is no barcode; the message says why."""


def typed_barcode(text: str) -> str:
    """Return the barcode a text typed into a search is, as 14 digits; empty if it is none."""
    try:
        return gtin(text)
    except GtinError:
        return ""


def gtin(text: str) -> str:
    """Return a barcode as 14 digits, whatever blanks and hyphens part them.

    Raises GtinError for another number of digits and for a wrong check digit.
    """
    digits = text.replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in LENGTHS):
        message = "a barcode has 8, 12, 13 or 14 digits"
        raise GtinError(message)
    padded = digits.zfill(LONGEST)
    if sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(padded)) % 10:
        message = "its last digit does not fit the others, so one digit is wrong"
        raise GtinError(message)
    return padded
