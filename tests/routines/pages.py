"""What tests of the calendar's pages read: cells, rows, messages and the record."""

import re
from datetime import date
from typing import Any

from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from routines.models import Step, Use


def words(html: str) -> str:
    """Return the text after the tag that is open, as it is read."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition(">")[2]).split())


def cells(client: Client, address: str = "/calendar/2026-11/") -> dict[str, str]:
    """Return the HTML of each cell of a month by its date."""
    page = client.get(address).content.decode()
    found = re.findall(r'<td data-day="([0-9-]+)"(.*?)</td>', page, re.DOTALL)
    assert len(found) == len(dict(found))
    return dict(found)


def rows(client: Client, day: date) -> list[tuple[str, str]]:
    """Return (line, text) of each step on a day's page, in order."""
    page = client.get(f"/calendar/{day}/").content.decode()
    found = re.findall(r'<li class="layer[^>]*data-step="([^"]*)"(.*?)</div>', page, re.DOTALL)
    return [(line, words(text)) for line, text in found]


def said(response: Any) -> list[tuple[str, str]]:
    """Return the messages an answer leaves, each with its tags; N is the number of a change."""
    messages = get_messages(response.wsgi_request)
    return [(str(message), re.sub(r"undo-\d+", "undo-N", message.tags)) for message in messages]


def stored(user: User) -> list[tuple[date, str, bool, str]]:
    """Return the uses on record: date, session, whether they name a line, and state."""
    uses = Use.objects.for_user(user).order_by("date", "session", "pk")
    return [(use.date, use.session, use.line is not None, use.state) for use in uses]


def record(step: Step, day: date, state: str = "done") -> Use:
    """Put a tick, a skip or a one-off of a step on record."""
    return Use.objects.create(
        owner=step.owner,
        date=day,
        session=step.session,
        line=step.line,
        shelf_item=step.shelf_item,
        state=state,
    )
