"""Take everything along, or delete everything: every table is looked at, a later one too."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from journal.models import Entry
from products.models import Brand, KindSetting, Product
from routines.models import Routine, RuleSetting, Step, Use
from skincare.portability import PARTS, account_erase, account_export
from tests.accounts.conftest import PASSWORD
from tests.accounts.everything import DAY, MARK, make_everything, models_of_people
from tests.factories import make_product, make_routine, make_step, make_user

EMAIL = "unmistakable@example.org"
DOWNLOAD, DELETE = "/settings/download/", "/settings/delete/"
# Tables between two others hold nothing but the pair; what they join is in the file.
JOINS = {User.groups.through, User.user_permissions.through}

Person = tuple[User, Client]


@pytest.fixture
def person(db: None) -> Iterator[Person]:
    with time_machine.travel(f"{DAY}T12:00:00Z"):
        yield make_everything(EMAIL, PASSWORD)


def rows_of(user_pk: int) -> dict[str, int]:
    return {
        f"{model.__name__}.{field}": model._default_manager.filter(**{field: user_pk}).count()
        for model, fields in models_of_people().items()
        for field in fields
    }


def everything_stored() -> str:
    """Return every value of every table, with sessions in the clear."""
    told = [
        str(row)
        for model in apps.get_models(include_auto_created=True)
        for row in model._default_manager.values_list()
    ]
    return "\n".join([*told, *(str(session.get_decoded()) for session in Session.objects.all())])


def delete(client: Client, email: str = EMAIL) -> Any:
    return client.post(DELETE, {"email": email})


def test_the_person_of_these_tests_has_a_row_in_every_table_that_can_name_one(
    person: Person,
) -> None:
    assert [name for name, count in rows_of(person[0].pk).items() if not count] == []


def test_deleting_leaves_no_row_and_no_word_of_the_person(person: Person) -> None:
    user, client = person
    number = user.pk
    assert MARK in everything_stored()
    answer = delete(client)
    assert answer["Location"] == "/"
    assert {name: count for name, count in rows_of(number).items() if count} == {}
    assert not User.objects.filter(pk=number).exists()
    stored = everything_stored()
    assert MARK not in stored
    assert EMAIL not in stored
    assert "are deleted" in client.get("/").content.decode()
    assert client.get("/settings/")["Location"].startswith("/accounts/login/")


def test_deleting_signs_out_every_browser(person: Person) -> None:
    before = Session.objects.count()
    bystander = Client()
    bystander.force_login(make_user())
    delete(person[1])
    assert before == 4
    assert Session.objects.count() == 2  # the bystander's, and one for the farewell
    assert bystander.get("/settings/").status_code == 200


def test_what_everybody_shares_stays_without_the_name(person: Person) -> None:
    catalogue = Product.objects.filter(owner=None).count()
    delete(person[1])
    assert Product.objects.filter(owner=None).count() == catalogue
    for history in (Brand.history, Product.history, KindSetting.history, RuleSetting.history):
        assert {*history.values_list("history_user", flat=True)} == {None}


def test_nobody_else_loses_a_row(person: Person) -> None:
    other, _client = make_everything("other@example.org", PASSWORD)
    before = rows_of(other.pk)
    delete(person[1])
    assert rows_of(other.pk) == before


def test_the_email_has_to_be_typed(person: Person) -> None:
    for typed in ("", "mira", "somebody@example.org"):
        answer = delete(person[1], typed)
        assert answer.status_code == 422
    assert User.objects.filter(email=EMAIL).exists()
    assert delete(person[1], f" {EMAIL.upper()} ").status_code == 302
    assert not User.objects.filter(email=EMAIL).exists()


def test_deleting_wants_the_password_once_more_even_when_asked_long_ago(person: Person) -> None:
    user, client = person
    with time_machine.travel(f"{DAY}T12:30:00Z"):
        for answer in (client.get(DELETE), delete(client)):
            assert answer["Location"].startswith(reverse("account_reauthenticate"))
        assert User.objects.filter(pk=user.pk).exists()
        asked = delete(client)["Location"]
        client.post(asked, {"password": "wrong"})
        assert User.objects.filter(pk=user.pk).exists()
        assert client.post(asked, {"password": PASSWORD})["Location"] == "/"
    assert not User.objects.filter(pk=user.pk).exists()


def test_a_deletion_that_breaks_half_way_deletes_nothing(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise IntegrityError

    before, stored = rows_of(person[0].pk), Session.objects.count()
    monkeypatch.setattr(User, "delete", refuse)
    with pytest.raises(IntegrityError):
        account_erase(user=person[0])
    assert rows_of(person[0].pk) == before
    assert Session.objects.count() == stored


def test_the_download_has_every_table_with_the_persons_rows(person: Person) -> None:
    told = {(part.model, part.owner) for part in PARTS}
    wanted = {
        (model, field)
        for model, fields in models_of_people().items()
        if model not in JOINS and model is not User
        for field in fields
    }
    assert told == wanted | {(User, "pk")}
    file = json.loads(person[1].get(DOWNLOAD).content)
    assert [part.name for part in PARTS if not file[part.name]] == []
    assert {name: len(file[name]) for name in ("steps", "shelf", "uses", "journal")} == {
        "steps": 2,
        "shelf": 2,
        "uses": 1,
        "journal": 1,
    }


def test_the_download_is_a_file_that_no_cache_keeps(person: Person) -> None:
    response = person[1].get(DOWNLOAD)
    assert response["Content-Type"] == "application/json"
    name = "layerwise-2026-11-24.json"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    assert json.loads(response.content)["format"] == "layerwise-account"


def test_rows_in_the_download_find_each_other(person: Person) -> None:
    file = json.loads(person[1].get(DOWNLOAD).content)
    shelf = {item["id"]: item for item in file["shelf"]}
    private = {product["id"]: product["name"] for product in file["products"]}
    names = {shelf[step["shelf_item"]]["product_name"] for step in file["steps"]}
    assert f"{MARK} ampoule" in names
    assert len(names) == 2
    assert {*private.values()} == {f"{MARK} ampoule"}
    assert {step["routine"] for step in file["steps"]} == {file["routines"][0]["id"]}
    assert file["journal"][0]["signs"] == ["hives"]
    assert file["account"][0]["email"] == EMAIL


def test_the_download_holds_every_version_of_a_step(person: Person) -> None:
    user, client = person
    step = Step.objects.filter(owner=user, session="PM").get()
    Step.objects.filter(pk=step.pk).update(ends_on=DAY)
    make_step(
        Routine.objects.get(owner=user), step.shelf_item, line=step.line, starts_on="2026-12-01"
    )
    file = json.loads(client.get(DOWNLOAD).content)
    versions = [row for row in file["steps"] if row["line"] == str(step.line)]
    assert [row["ends_on"] for row in versions] == ["2026-11-24", None]


def test_the_download_holds_no_secret_and_nothing_of_anybody_else(person: Person) -> None:
    user, client = person
    other, theirs = make_everything("other@example.org", PASSWORD)
    Authenticator.objects.filter(user=user).update(data={"secret": "JBSWY3DP"})
    Entry.objects.filter(owner=other).update(note="Somebody else's words")
    text = client.get(DOWNLOAD).content.decode()
    for secret in ("JBSWY3DP", user.password, client.session.session_key, "Somebody else's"):
        assert str(secret) not in text
    assert "Somebody else's words" in theirs.get(DOWNLOAD).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_download_asks_one_query_a_list(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    user = make_user()
    routine = make_routine(user, starts_on=DAY)
    for _row in range(rows):
        step = make_step(routine, make_product())
        Use.objects.create(
            owner=user, date=DAY, session="PM", line=step.line, shelf_item=step.shelf_item
        )
    now = user.date_joined
    with django_assert_num_queries(len(PARTS)):
        account_export(user, now)


def test_an_admin_note_about_somebody_goes_with_them_only(person: Person) -> None:
    operator = User.objects.get(email="operator@example.org")
    kept = LogEntry.objects.create(
        user=operator,
        content_type=LogEntry.objects.filter(user=operator).get().content_type,
        object_id="987654",
        object_repr="somebody else",
        action_flag=2,
    )
    delete(person[1])
    assert [*LogEntry.objects.all()] == [kept]
