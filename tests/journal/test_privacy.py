"""What somebody wrote in the journal enters no log and no error report."""

import logging

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.unsent import whose
from journal.models import Entry

URL = "/journal/2026-11-23/"
SECRET = "Sore-since-the-clinic"
TYPED = {"irritation": "3", "signs": ["hives"], "note": SECRET}


@pytest.fixture(autouse=True)
def _log_everything(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def test_a_refused_form_is_not_logged(signed_in: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert signed_in.post(URL, TYPED | {"overall": "9"}).status_code == 422
    assert SECRET not in caplog.text


def test_a_form_without_session_or_token_is_not_logged(
    user: User, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    typed = TYPED | {"whose": whose(user.pk)}
    client.post(URL, typed)
    client.logout()
    client.post(URL, typed)
    assert "CSRF" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("by_htmx", [True, False])
def test_a_failure_while_saving_reports_no_word_of_it(
    signed_in: Client,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    *,
    by_htmx: bool,
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError

    settings.ADMINS = [("Operator", "operator@example.org")]
    monkeypatch.setattr(Entry, "clean", fail)
    signed_in.raise_request_exception = False
    headers = {"HX-Request": "true"} if by_htmx else {}
    assert signed_in.post(URL, TYPED, headers=headers).status_code == 500
    assert "Internal Server Error" in caplog.text
    report = str(mail.outbox[0].body)
    assert "OSError" in report
    for text in (caplog.text, report):
        assert SECRET not in text
        assert "hives" not in text
