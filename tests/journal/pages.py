"""Reading a journal page as its reader's browser would."""

import re
from html import unescape

from django.test import Client


def seen_on(client: Client, url: str) -> str:
    """Return the stamp that the form on a page carries."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get(url).content.decode())
    assert found
    return unescape(found[1])


def text_of(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())
