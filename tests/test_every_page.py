"""What holds for every page: valid HTML, few queries whatever the size, a name of its own."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import html5lib
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from accounts.unsent import SIGNING_IN
from tests.pages import TODAY, make_home, private_pages, public_pages

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
WARM_UP = "/rules/"


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T18:00:00Z", tick=False):
        yield


def pages(copies: int = 1) -> Iterator[tuple[str, str, Client]]:
    """Yield (name, address, client) of every page, for a visitor and for somebody at home."""
    visitor, resident = Client(), Client()
    for name, address in public_pages().items():
        yield f"signed out: {name}", address, visitor
    home = make_home(copies)
    resident.force_login(home.user)
    for name, address in private_pages(home).items():
        yield name, address, resident


def test_every_page_is_valid_html_with_unique_ids_and_no_inline_style() -> None:
    for name, address, client in pages():
        text = client.get(address).content.decode()
        html5lib.HTMLParser(strict=True).parse(text)
        ids = Counter(re.findall(r'\sid="([^"]+)"', text))
        assert not [each for each, count in ids.items() if count > 1], name
        for attribute in (" style=", " onclick=", " onchange=", "javascript:"):
            assert attribute not in text, name


def test_every_page_answers_with_its_own_title() -> None:
    for name, address, client in pages():
        answer = client.get(address)
        wanted = 404 if "not found" in name and "products" not in name else 200
        assert answer.status_code == wanted, name
        title = re.search(r"<title>(.+) · Layerwise</title>", answer.content.decode())
        assert title, name
        assert title[1].strip(), name


def test_every_form_that_is_sent_comes_with_its_token() -> None:
    seen = 0
    for name, address, client in pages():
        forms = re.findall(
            r'<form[^>]*method="post".*?</form>', client.get(address).content.decode(), re.DOTALL
        )
        assert [form for form in forms if 'name="csrfmiddlewaretoken"' not in form] == [], name
        seen += len(forms)
    assert seen


TICKS = ("routine-arrange", "shelf-actives", "use-tick")
"""Where the fields are ticks in a row, and no form of ours."""


def test_every_form_can_tell_what_was_typed_into_it() -> None:
    for name, address, client in pages():
        page = html5lib.parse(client.get(address).content, namespaceHTMLElements=False)
        for form in page.iterfind(".//form[@method='post']"):
            typed = [
                field.get("name")
                for field in form.iter()
                if field.tag in {"input", "select", "textarea"} and field.get("type") != "hidden"
            ]
            view = resolve(urlsplit(form.get("action") or address).path)
            if typed and not view.view_name.startswith((*SIGNING_IN, *TICKS)):
                assert {*typed} & {*getattr(view.func, "told_by", ())}, (name, view.view_name)


def counted(copies: int) -> dict[str, int]:
    counts, warm = {}, set()
    for name, address, client in pages(copies):
        if client not in warm:
            client.get(WARM_UP)
            warm.add(client)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts[name] = len(queries)
    return counts


def test_no_page_needs_more_queries_for_thirty_steps_than_for_six() -> None:
    small = counted(1)
    large = counted(5)
    assert {name: count for name, count in large.items() if count > small[name]} == {}
    assert {name: count for name, count in large.items() if count > MOST_QUERIES} == {}


def test_every_flag_stands_once_on_its_page() -> None:
    mark = re.compile(r'data-flag="([^"]+)" data-date="([^"]+)" data-session="([^"]*)"')
    seen = 0
    for name, address, client in pages():
        marks = mark.findall(client.get(address).content.decode())
        assert len(marks) == len(set(marks)), name
        seen += len(marks)
    assert seen
