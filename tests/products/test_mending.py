"""Typos: how far a word is from another, and which was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.search.mending import FEW, MANY, forgiven, nearest


def table(word: str, term: str) -> tuple[int, int]:
    """Count edits the plain way: a table of each beginning against each beginning."""
    rows = [list(range(len(term) + 1))]
    for i, letter in enumerate(word, 1):
        rows.append([i])
        for j, other in enumerate(term, 1):
            costs = [
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (letter != other),
            ]
            if i > 1 < j and letter == term[j - 2] and other == word[i - 2]:
                costs.append(rows[i - 2][j - 2] + 1)
            rows[i].append(min(costs))
    return rows[-1][-1], min(rows[-1])


@pytest.mark.parametrize(
    ("word", "number"),
    [("", 0), ("spf", 0), ("oily", 1), ("lotion", 1), ("retinol", 2), ("niacinamide", 2)],
)
def test_longer_words_forgive_more(word: str, number: int) -> None:
    assert forgiven(word) == number


@given(
    st.text("abc", min_size=FEW, max_size=MANY + 1),
    st.lists(st.text("abc", max_size=MANY + 4), max_size=5, unique=True),
)
def test_nearest_are_the_terms_that_fewest_edits_part_them_or_their_beginning(
    word: str, terms: list[str]
) -> None:
    near: dict[float, list[str]] = {}
    for term in sorted(terms):
        whole, begun = table(word, term)
        if whole <= forgiven(word) or begun <= 1:
            near.setdefault(min(whole, begun + 0.5), []).append(term)
    assert nearest(word, terms) == (near[min(near)] if near else [])


TERMS = ["serum", "sera", "retinol", "retinal", "niacinamide", "lotion", "lotus", "cream"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("serm", ["sera", "serum"], id="equally near"),
        pytest.param("seruum", ["serum"], id="a letter too many"),
        pytest.param("cresm", ["cream"], id="another letter"),
        pytest.param("ceram", ["cream"], id="letters swapped"),
        pytest.param("nicianamide", ["niacinamide"], id="two edits in a long word"),
        pytest.param("niacinmi", ["niacinamide"], id="still being typed"),
        pytest.param("niaxxnam", [], id="two edits in what is still being typed"),
        pytest.param("retinl", ["retinal", "retinol"], id="equally near, of long words"),
        pytest.param("crea", ["cream"], id="a letter left out"),
        pytest.param("xer", [], id="too short to guess"),
        pytest.param("loxxon", [], id="too far off"),
        pytest.param("unheard", [], id="like nothing"),
    ],
)
def test_a_mistyped_word_means_the_nearest(word: str, meant: list[str]) -> None:
    assert nearest(word, TERMS) == meant
