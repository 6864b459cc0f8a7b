"""Whatever is posted is saved exactly, or answered 422 with everything that was typed."""

from datetime import date
from html import unescape

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from journal.models import Entry, Factor, Sign
from tests.thorough import TIMES

URL = "/journal/2026-11-23/"
SCORES = ["overall", "redness", "dryness", "breakouts", "irritation"]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
POSTED = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(SCORES, st.sampled_from(["", "0", "1", "2", "3", "4", "-1", "two"])),
        "signs": st.lists(st.sampled_from([*Sign.values, "fever"]), unique=True),
        "factors": st.lists(st.sampled_from([*Factor.values, "moon"]), unique=True),
        "sweat": st.just("on"),
        "note": WORDS | st.sampled_from(["</textarea><b>", "a\r\nb", "x" * 5001]),
    },
)


def as_saved(entry: Entry) -> dict[str, object]:
    scores = {score: "" if (v := getattr(entry, score)) is None else str(v) for score in SCORES}
    lists = {"signs": set(entry.signs), "factors": set(entry.factors)}
    return scores | lists | {"sweat": entry.sweat, "note": entry.note}


def as_posted(posted: dict[str, object]) -> dict[str, object]:
    scores = {score: posted.get(score, "") for score in SCORES}
    lists = {name: {*posted.get(name, [])} for name in ("signs", "factors")}  # type: ignore[misc]  # lists, by the strategy
    return (
        scores | lists | {"sweat": "sweat" in posted, "note": str(posted.get("note", "")).strip()}
    )


@settings(
    max_examples=20 * TIMES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(posted=POSTED)
def test_any_form_is_saved_exactly_or_kept_on_the_page(
    signed_in: Client, user: User, posted: dict[str, object]
) -> None:
    Entry.objects.all().delete()
    response = signed_in.post(URL, posted)
    if response.status_code == 302:
        entry = Entry.objects.for_user(user).get(date=date(2026, 11, 23))
        assert as_saved(entry) == as_posted(posted)
        return
    assert response.status_code == 422
    assert not Entry.objects.exists()
    page = response.content.decode()
    typed = str(posted.get("note", ""))
    shown = page.split("<textarea", 1)[1].split(">\n", 1)[1].split("</textarea>", 1)[0]
    assert unescape(shown) == typed or "\0" in typed
    known = as_posted(posted)
    for name, choices in (("signs", Sign.values), ("factors", Factor.values)):
        for choice in choices:
            assert is_ticked(page, name, choice) is (choice in known[name])  # type: ignore[operator]  # a set
    for score in SCORES:
        for choice in "0123":
            assert is_ticked(page, score, choice) is (known[score] == choice)


def is_ticked(page: str, name: str, value: str) -> bool:
    start = page.find(f'name="{name}" value="{value}"')
    return start >= 0 and " checked" in page[start : page.index(">", start)]
