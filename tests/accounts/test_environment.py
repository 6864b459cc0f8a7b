"""The environment: good values are read, bad ones stop the start and are named."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from skincare import environment

LOCAL = "http://localhost:8000"


def read_flag(name: str) -> object:
    return environment.flag(name, default=True)


def read_count(name: str) -> object:
    return environment.whole_number(name, default=0, low=0, high=9)


def read_site(name: str) -> object:
    return environment.site_url(name, default=LOCAL).geturl()


def read_hosts(name: str) -> object:
    return environment.hosts(name, default=["localhost"])


def read_words(name: str) -> object:
    return environment.words(name)


def read_key(name: str) -> object:
    return environment.secret_key(name, file=Path("/nonexistent/secret_key"))


def read_database(name: str) -> object:
    return environment.database(name, default="sqlite:///x.sqlite3")["ENGINE"]


def read_cache(name: str) -> object:
    return environment.cache(name, default="dbcache://cache")["BACKEND"]


def read_email(name: str) -> object:
    return environment.email(name)["EMAIL_BACKEND"]


@pytest.mark.parametrize(
    ("name", "read", "value"),
    [
        ("DEBUG", read_flag, "maybe"),
        ("SIGNUP_OPEN", read_flag, "2"),
        ("TRUSTED_PROXY_COUNT", read_count, "-1"),
        ("TRUSTED_PROXY_COUNT", read_count, "10"),
        ("TRUSTED_PROXY_COUNT", read_count, "1.5"),
        ("TRUSTED_PROXY_COUNT", read_count, "²"),
        ("SITE_URL", read_site, "skin.example.org"),
        ("SITE_URL", read_site, "ftp://skin.example.org"),
        ("SITE_URL", read_site, "http://skin.example.org"),
        ("SITE_URL", read_site, "https://skin.example.org/app"),
        ("SITE_URL", read_site, "https://"),
        ("ALLOWED_HOSTS", read_hosts, "*"),
        ("ALLOWED_HOSTS", read_hosts, "skin.example.org,*"),
        ("ALLOWED_HOSTS", read_hosts, "https://skin.example.org"),
        ("ALLOWED_HOSTS", read_hosts, ","),
        ("SECRET_KEY", read_key, "short"),
        ("DATABASE_URL", read_database, "mysql://root@localhost/x"),
        ("DATABASE_URL", read_database, "x.sqlite3"),
        ("CACHE_URL", read_cache, "memcache://127.0.0.1"),
        ("EMAIL_URL", read_email, "mail.example.org"),
        ("EMAIL_URL", read_email, "http://mail.example.org"),
    ],
)
def test_a_bad_value_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, read: Callable[[str], Any], value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"^{name}"):
        read(name)


@pytest.mark.parametrize(
    ("name", "read", "value", "result"),
    [
        ("DEBUG", read_flag, "", True),
        ("DEBUG", read_flag, " Off ", False),
        ("DEBUG", read_flag, "1", True),
        ("TRUSTED_PROXY_COUNT", read_count, "", 0),
        ("TRUSTED_PROXY_COUNT", read_count, "9", 9),
        ("SITE_URL", read_site, "", LOCAL),
        ("SITE_URL", read_site, "http://[::1]:8000", "http://[::1]:8000"),
        ("SITE_URL", read_site, "https://skin.example.org/", "https://skin.example.org/"),
        ("OPERATOR", read_words, "", ""),
        ("OPERATOR", read_words, " Ada <ada@example.org>\n", "Ada <ada@example.org>"),
        ("ALLOWED_HOSTS", read_hosts, "", ["localhost"]),
        ("ALLOWED_HOSTS", read_hosts, "a.example, b.example,", ["a.example", "b.example"]),
        ("SECRET_KEY", read_key, "k" * 50, "k" * 50),
        ("DATABASE_URL", read_database, "", "django.db.backends.sqlite3"),
        (
            "DATABASE_URL",
            read_database,
            "postgres://u:p@localhost/x",
            "django.db.backends.postgresql",
        ),
        ("CACHE_URL", read_cache, "", "django.core.cache.backends.db.DatabaseCache"),
        ("EMAIL_URL", read_email, "", "django.core.mail.backends.dummy.EmailBackend"),
        (
            "EMAIL_URL",
            read_email,
            "smtp+tls://u:p@mail.example.org:587",
            "django.core.mail.backends.smtp.EmailBackend",
        ),
    ],
)
def test_a_good_value_is_read_and_an_empty_one_has_a_default(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    read: Callable[[str], Any],
    value: str,
    *,
    result: object,
) -> None:
    monkeypatch.setenv(name, value)
    assert read(name) == result


@pytest.mark.parametrize(
    ("name", "read", "value"),
    [
        ("DATABASE_URL", read_database, "mysql://root:hunter2@localhost/x"),
        ("CACHE_URL", read_cache, "memcache://u:hunter2@localhost"),
        ("EMAIL_URL", read_email, "pop3://u:hunter2@mail.example.org"),
    ],
)
def test_a_refusal_does_not_print_the_password(
    monkeypatch: pytest.MonkeyPatch, name: str, read: Callable[[str], Any], value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(name)
    assert "hunter2" not in str(refusal.value)


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "var" / "secret_key"
    made = environment.secret_key("SECRET_KEY", file=file)
    assert len(made) >= 50
    assert environment.secret_key("SECRET_KEY", file=file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
