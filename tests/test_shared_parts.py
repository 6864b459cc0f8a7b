"""What pages share is drawn once for many, and stays right for each."""

import pytest
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db

TABS = {"/today/": "Today", "/shelf/": "Shelf", "/journal/": "Journal"}
HTMX = "django_htmx/htmx"


@pytest.fixture
def member() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def test_each_page_marks_its_own_tab_also_when_shown_again(member: Client) -> None:
    for address, tab in [*TABS.items(), *TABS.items()]:
        nav = member.get(address).content.decode().partition("<nav")[2].partition("</nav>")[0]
        [marked] = [item for item in nav.split("<li>") if "aria-current" in item]
        assert tab in marked


def test_a_visitor_is_shown_no_menu_of_a_member(member: Client) -> None:
    pages = [client.get("/products/").content.decode() for client in (Client(), member) * 2]
    assert ["is-tabbar" in page for page in pages] == [False, True] * 2
    assert [HTMX in page for page in pages] == [False, True] * 2
