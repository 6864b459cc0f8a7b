"""Error pages say what happened in kind words, offer a way on, and give nothing away."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.defaults import bad_request, server_error

from skincare.urls import urlpatterns as site
from tests.factories import make_product, make_user

MANIFEST = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|/products/[\w-]+/')


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def puzzle(request: HttpRequest) -> HttpResponse:
    message = "a secret detail"
    raise SuspiciousOperation(message)


def break_down(request: HttpRequest) -> HttpResponse:
    message = "a secret detail"
    raise RuntimeError(message)


urlpatterns = [
    path("refuse/", refuse),
    path("puzzle/", puzzle),
    path("break-down/", break_down),
    *site,
]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nowhere/", 404, "There is no page here"),
        ("/settings/theme/", 405, "Nothing was changed"),
        ("/refuse/", 403, "This page is not for this account"),
        ("/puzzle/", 400, "This request could not be read"),
        ("/break-down/", 500, "Something went wrong here"),
    ],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_an_error_page_has_a_heading_and_a_way_on(
    address: str, status: int, heading: str, *, signed_in: bool
) -> None:
    client = Client(raise_request_exception=False)
    if signed_in:
        client.force_login(make_user())
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert 'class="btn is-primary"' in page
    assert "a secret detail" not in page


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")
    assert response.status_code == 403
    assert "Please send that form again" in response.content.decode()


@pytest.mark.django_db
def test_what_belongs_to_somebody_else_looks_exactly_like_what_is_not_there() -> None:
    private = make_product(owner=make_user())
    client = Client()
    client.force_login(make_user())
    foreign = client.get(f"/products/{private.slug}/")
    missing = client.get("/products/not-there/")
    assert foreign.status_code == missing.status_code == 404
    pages = [CHANGING.sub("", answer.content.decode()) for answer in (foreign, missing)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("status", [400, 500])
def test_an_error_page_prints_without_database_session_and_static_manifest(status: int) -> None:
    request = RequestFactory().get("/")
    with override_settings(STORAGES=MANIFEST):
        answer = server_error(request) if status == 500 else bad_request(request, ValueError())
    assert answer.status_code == status
    assert b"/static/css/tokens.css" in answer.content
