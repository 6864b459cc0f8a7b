"""What is kept of a function's answers, and for how long."""

import pytest

from products import remembered
from products.remembered import Remembered


def test_function_is_asked_once_for_each_thing_until_too_many_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    asked = []

    @Remembered
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [length[word] for word in ("a", "bc", "a", "bc")] == [1, 2, 1, 2]
    assert asked == ["a", "bc"]
    assert (length["def"], len(length)) == (3, 1)
    assert (length["a"], asked) == (1, ["a", "bc", "def", "a"])
