"""A cell of a table that a spreadsheet never takes for a formula, there and back."""

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"


def guarded(text: str) -> str:
    """Return what to write of a text, so that a spreadsheet shows it as it is."""
    return f"{_MARK}{text}" if text.startswith(_BEGINS_FORMULA) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` wrote."""
    if cell[:1] == _MARK and cell.startswith(_BEGINS_FORMULA, 1):
        return cell[1:]
    return cell
