"""A fix travels to a browser and back as text; anything else that comes back is refused."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.engine.dated_edits import MoveUse, PauseLine, SkipUse, StartLater
from routines.engine.fix_edits import Add, Edit, MoveSession, Place, Remove, Reschedule, Swap
from routines.engine.fixes import Fix, Verb, from_json, to_json
from routines.engine.plan import Session
from routines.engine.schedule import OnDates, Periodic

MONDAY = date(2026, 3, 2)

KEYS = st.text(max_size=8)
DATES = st.dates(date(1970, 1, 1), date(2199, 12, 31))
SCHEDULES = st.one_of(
    st.builds(
        lambda period, due, anchor: Periodic(period, tuple(sorted(due)), anchor),
        st.just(999),
        st.sets(st.integers(0, 998), min_size=1, max_size=4),
        DATES,
    ),
    st.lists(DATES, max_size=4).map(lambda days: OnDates(tuple(days))),
)
SESSIONS = st.sampled_from(Session)
ANY_EDIT: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Reschedule, KEYS, SCHEDULES, st.none() | DATES),
    st.builds(Remove, KEYS),
    st.builds(Swap, KEYS, KEYS),
    st.builds(Place, KEYS, KEYS, st.booleans()),
    st.builds(MoveSession, KEYS, SESSIONS),
    st.builds(Add, KEYS, KEYS, SESSIONS, KEYS, SCHEDULES),
    st.builds(SkipUse, DATES, SESSIONS, KEYS, KEYS),
    st.builds(MoveUse, DATES, SESSIONS, KEYS, KEYS, DATES),
    st.builds(PauseLine, KEYS, DATES, DATES),
    st.builds(StartLater, KEYS, DATES),
)


@given(
    st.builds(Fix, st.sampled_from(Verb), st.lists(ANY_EDIT, min_size=1, max_size=3).map(tuple))
)
def test_a_fix_comes_back_from_its_text(fix: Fix) -> None:
    assert from_json(to_json(fix)) == fix
    assert to_json(from_json(to_json(fix))) == to_json(fix)


GOOD = json.loads(to_json(Fix(Verb.SET_EVERY, (Reschedule("amp", Periodic(4, (0,), MONDAY)),))))
EDIT = GOOD["edits"][0]
SCHEDULE = EDIT["schedule"]
MALFORMED: dict[str, object] = {
    "not an object": [],
    "a number": 3,
    "null": None,
    "no verb": {"edits": [EDIT]},
    "an unknown verb": GOOD | {"verb": "gate"},
    "an unknown field": GOOD | {"more": 1},
    "no edit": GOOD | {"edits": []},
    "edits that are text": GOOD | {"edits": "remove"},
    "an unknown edit": GOOD | {"edits": [EDIT | {"do": "burn"}]},
    "an edit without its line": GOOD | {"edits": [{"do": "remove"}]},
    "a line that is no text": GOOD | {"edits": [EDIT | {"line": 3}]},
    "an edit with too much": GOOD | {"edits": [EDIT | {"session": "AM"}]},
    "an edit that is text": GOOD | {"edits": ["remove"]},
    "a kind of edit that is a list": GOOD | {"edits": [EDIT | {"do": []}]},
    "a period of 0": GOOD | {"edits": [EDIT | {"schedule": SCHEDULE | {"period": 0}}]},
    "a period that is true": GOOD | {"edits": [EDIT | {"schedule": SCHEDULE | {"period": True}}]},
    "a day that is text": GOOD | {"edits": [EDIT | {"schedule": SCHEDULE | {"due": ["0"]}}]},
    "no day": GOOD | {"edits": [EDIT | {"schedule": SCHEDULE | {"due": []}}]},
    "no such date": GOOD | {"edits": [EDIT | {"begin": "2026-02-30"}]},
    "a date in short": GOOD | {"edits": [EDIT | {"begin": "20260302"}]},
    "a date long ago": GOOD | {"edits": [EDIT | {"begin": "0001-01-01"}]},
    "dates that are none": GOOD | {"edits": [EDIT | {"schedule": {"on": [4]}}]},
    "no such session": GOOD | {"edits": [{"do": "move_session", "line": "a", "session": "NO"}]},
}


@pytest.mark.parametrize("document", MALFORMED.values(), ids=MALFORMED)
def test_malformed_text_is_refused(document: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (every reason counts)
        from_json(json.dumps(document))


@pytest.mark.parametrize(
    "words", ["", "{", "[" * 5_000, to_json(from_json(json.dumps(GOOD))) + " " * 20_000]
)
def test_text_that_is_no_json_or_too_long_is_refused(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (every reason counts)
        from_json(words)
