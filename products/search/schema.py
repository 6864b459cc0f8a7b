"""The SQL that both databases share: which rows are in the index, under which number and words.

`{row}` is the name of a row of products: OLD or NEW in a trigger, the table itself elsewhere.
"""

PUBLISHED = (
    "({row}.owner_id IS NULL AND {row}.status = 'published' AND {row}.merged_into_id IS NULL)"
)

STRIDE = 1 << 40
MOST_POPULAR = (1 << 20) - 1
PLACE = f"(({MOST_POPULAR} - {{row}}.popularity) * {STRIDE} + {{row}}.id)"
"""The number of a row in the index. The best known product has the smallest, so that reading in
order of numbers finds the best known first; the rest by STRIDE is the product's key."""

SPF_STEPS = (15, 30, 50)
DOCUMENT = (
    "({row}.search_tokens || ' _all kind_' || {row}.kind"
    " || COALESCE(' brand_' || {row}.brand_id, '')"
    " || CASE WHEN {row}.barcode <> '' THEN ' gtin_' || {row}.barcode ELSE '' END"
    + "".join(
        f" || CASE WHEN {{row}}.spf >= {least} THEN ' spf_{least}' ELSE '' END"
        for least in SPF_STEPS
    )
    + ")"
)

TERM_LETTERS = 3
# A word of a name or of an ingredient; one of one or two letters corrects no typo.
IS_TERM = f"SUBSTR({{word}}, 1, 1) <> '_' AND LENGTH({{word}}) >= {TERM_LETTERS}"
TERM = "LTRIM({word}, '=')"
LAST = "\U0010ffff"
"""The last code point: nothing sorts after it."""
BEGINS = "EXISTS (SELECT 1 FROM products_search_term WHERE term >= %s AND term < %s)"

Value = str | int | list[str]


def beginning(word: str) -> list[Value]:
    """Return the range of what begins with a word."""
    return [word, word + LAST]


def of(row: str, expression: str) -> str:
    """Return an expression for a row."""
    return expression.format(row=row)


def changed(same: str) -> str:
    """Return the condition that an update concerns the index; `same` compares as IS does."""
    parts = (PUBLISHED, PLACE, DOCUMENT, "{row}.search_text")
    return " OR ".join(f"{of('OLD', part)} {same} {of('NEW', part)}" for part in parts)
