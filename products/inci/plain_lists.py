"""Labels that are nothing but names between commas, as most are: read without looking further."""

import re

from products.inci.blocks import CODE, FIGURES, INNER, LONGEST_TEXT, marked, separated

_PART = r"[\w/'-]| (?! )"
_PIECE = re.compile(
    rf" ?(?:1{INNER}2-)?[^\W_](?:{_PART}|\((?:{_PART})*+\))*+(?:(?<=[A-Za-z])\.)? ?"
)
"""A piece no sign of which means anything together with what stands beyond its commas."""


def plain_pieces(text: str) -> list[str]:
    """Return what stands between the commas of a text, or nothing if they may part numbers.

    If each piece is plain, these are the pieces that reading blocks and sentences comes to.
    """
    if INNER in text or len(text) > LONGEST_TEXT:
        return []
    if FIGURES.search(text):
        text = text.replace("1,2-", f"1{INNER}2-")
        if FIGURES.search(text):
            return []
    return text.split(",")


def is_plain(piece: str) -> bool:
    """Say whether a piece stays as it is between others, no heading and the end of no sentence."""
    plain = bool(_PIECE.fullmatch(piece)) and not CODE.search(piece)
    return plain and separated(marked(piece)) == piece
