"""What the operator sees: the warning at start, and people in the admin."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from pytest_django import Settings

from accounts.checks import open_sign_up_needs_mail
from accounts.models import User
from tests.accounts.conftest import PASSWORD

USERS = "/admin/accounts/user/"


@pytest.mark.parametrize(
    ("public", "is_open", "has_mail", "warns"),
    [
        (True, True, False, True),
        (True, True, True, False),
        (True, False, False, False),
        (False, True, False, False),
    ],
)
def test_a_public_site_open_to_all_without_mail_warns(
    settings: Settings, *, public: bool, is_open: bool, has_mail: bool, warns: bool
) -> None:
    settings.SECURE, settings.SIGNUP_OPEN, settings.HAS_MAIL = public, is_open, has_mail
    ids = [message.id for message in open_sign_up_needs_mail()]
    assert ids == (["accounts.W001"] if warns else [])


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root@example.org", PASSWORD)


@pytest.fixture
def curator(db: None) -> User:
    """Staff with every permission the database knows: still no superuser."""
    user = User.objects.create_user("curator@example.org", PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    return user


def test_the_superuser_can_switch_an_account_off_and_give_it_a_group(
    client: Client, root: User, mira: User
) -> None:
    group = Group.objects.create(name="Helpers")
    client.force_login(root)
    change = {"is_staff": "on", "groups": [group.pk]}
    assert client.post(f"{USERS}{mira.pk}/change/", change).status_code == 302
    mira.refresh_from_db()
    assert (mira.is_active, mira.is_staff, list(mira.groups.all())) == (False, True, [group])


def test_the_admin_shows_no_profile_and_no_password(
    client: Client, root: User, mira: User
) -> None:
    client.force_login(root)
    page = client.get(f"{USERS}{mira.pk}/change/").content.decode()
    assert mira.email in page
    assert mira.password not in page
    assert (
        "password" not in client.get(f"{USERS}{mira.pk}/change/").context["adminform"].form.fields
    )
    assert client.get("/admin/accounts/skinprofile/").status_code == 404


def test_nobody_is_added_or_deleted_in_the_admin(client: Client, root: User, mira: User) -> None:
    client.force_login(root)
    assert client.get(f"{USERS}add/").status_code == 403
    assert client.post(f"{USERS}{mira.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=mira.pk).exists()


def test_staff_do_not_reach_people_whatever_their_permissions(
    client: Client, curator: User, mira: User
) -> None:
    client.force_login(curator)
    assert client.get(USERS).status_code == 403
    assert client.get(f"{USERS}{mira.pk}/change/").status_code == 403
    assert USERS not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("name", ["mfa/authenticator", "usersessions/usersession"])
def test_the_admin_shows_no_second_steps_and_no_sessions(
    client: Client, root: User, name: str
) -> None:
    client.force_login(root)
    assert client.get(f"/admin/{name}/").status_code == 404
