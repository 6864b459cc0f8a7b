"""The quick looks that spare most labels a search never hide what the search would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.inci import blocks
from products.inci.families import _any_of, _matching, _patterns

HINTED = [
    (blocks._HEADING, blocks._HEADING_HINTS),
    (blocks._MAY_CONTAIN, blocks._MAY_HINTS),
    (blocks._SEPARATOR, blocks._SEPARATORS),
]


@pytest.mark.parametrize(("pattern", "hints"), HINTED)
@given(data=st.data())
def test_what_is_searched_for_holds_a_hint(
    pattern: re.Pattern[str], hints: tuple[str, ...], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    assert any(hint in text.lower() for hint in hints)


@pytest.mark.parametrize("family", ["retinoid_otc", "bha", "ceramide", "uv_mineral", "paraben"])
@given(data=st.data())
def test_a_name_of_one_family_passes_the_pattern_of_all(family: str, data: st.DataObject) -> None:
    name = data.draw(st.from_regex(_patterns("pattern")[family], fullmatch=True))
    assert _any_of("pattern").fullmatch(name)
    assert family in _matching("pattern", [name])
