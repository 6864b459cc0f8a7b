"""For the live server of browser tests, whose threads share one connection in memory."""

from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
_turn = Lock()


def one_at_a_time(get_response: GetResponse) -> GetResponse:
    """Answer requests one after the other: two at once would meet in one transaction."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with _turn:
            return get_response(request)

    return middleware


def none_under_way() -> None:
    """Wait for the answer to what a closed window had asked for: the tables are emptied next."""
    with _turn:
        return
