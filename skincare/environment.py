"""Read settings from the environment and refuse bad values by the variable's name."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# Django's 300 would let a flood of requests push rate limits out of the cache.
MOST_CACHE_ENTRIES = 100_000
_env = environ.Env()


def _refuse(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={value!r} will not do: {wanted}.")


def flag(name: str, *, default: bool) -> bool:
    """Read true/false; anything else stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise _refuse(name, value, "write true or false")


def whole_number(name: str, *, default: int, low: int, high: int) -> int:
    """Read a whole number from `low` to `high`, both included."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        raise _refuse(name, value, f"write a whole number from {low} to {high}")
    return int(value)


def words(name: str) -> str:
    """Read a line of text; empty if it is not set."""
    return " ".join(os.environ.get(name, "").split())


def site_url(name: str, *, default: str) -> SplitResult:
    """Read the public address; plain http is accepted for loopback hosts only."""
    value = os.environ.get(name, "").strip() or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise _refuse(name, value, "write https://host, or http://localhost:8000")
    if parts.scheme == "http" and f"{parts.hostname}" not in {"localhost", "127.0.0.1", "::1"}:
        raise _refuse(name, value, "plain http is for localhost only, use https")
    return parts


def hosts(name: str, *, default: list[str]) -> list[str]:
    """Read host names separated by commas; a bare "*" would accept any and is refused."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    names = [host.strip() for host in value.split(",") if host.strip()]
    if not names or "*" in names or any("/" in host for host in names):
        raise _refuse(
            name, value, "write host names separated by commas, such as skin.example.org"
        )
    return names


def secret_key(name: str, *, file: Path) -> str:
    """Read the secret, or make one in `file` that only this user can read.

    `<name>_FILE` names another file, such as one on a container's volume.
    """
    value = os.environ.get(name, "").strip()
    if value:
        if len(value) < 50:  # noqa: PLR2004 (Django's own check asks for 50)
            message = f"{name} is too short: use 50 random characters or more."
            raise ImproperlyConfigured(message)
        return value
    file = Path(os.environ.get(f"{name}_FILE", "").strip() or file)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    made = secrets.token_urlsafe(64)
    with os.fdopen(handle, "w") as stream:
        stream.write(made)
    return made


def database(name: str, *, default: str) -> dict[str, Any]:
    """Read DATABASE_URL: sqlite:///path or postgres://user:password@host/name."""
    value = os.environ.get(name, "").strip() or default
    if urlsplit(value).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise _refuse(name, value.split("@")[-1], "write sqlite:///path or postgres://…")
    config: dict[str, Any] = dict(_env.db_url_config(value))
    if config["ENGINE"].endswith("sqlite3"):
        config["CONN_MAX_AGE"] = 600  # an open connection keeps reading on a full disk
        config["OPTIONS"] = {
            # IMMEDIATE takes the write lock at BEGIN: writers queue instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        # A pool asks for CONN_MAX_AGE 0. The address may carry more, such as sslmode=require.
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "pool": True}
    return config


def cache(name: str, *, default: str) -> dict[str, Any]:
    """Read CACHE_URL. Rate limits live there, so it is shared by all processes."""
    value = os.environ.get(name, "").strip() or default
    scheme = urlsplit(value).scheme
    if scheme not in {"dbcache", "locmemcache", "rediscache", "redis"}:
        raise _refuse(name, value.split("@")[-1], "write dbcache://table or redis://host:6379/0")
    config: dict[str, Any] = dict(_env.cache_url_config(value))
    if scheme in {"dbcache", "locmemcache"}:
        config["OPTIONS"] = {"MAX_ENTRIES": MOST_CACHE_ENTRIES} | config.get("OPTIONS", {})
    return config


def email(name: str) -> dict[str, Any]:
    """Read EMAIL_URL (smtp://…, smtp+tls://…, smtp+ssl://…); empty means no mail server."""
    value = os.environ.get(name, "").strip()
    if not value:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    allowed = {"smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "memorymail"}
    if urlsplit(value).scheme not in allowed:
        raise _refuse(name, value.split("@")[-1], "write smtp+tls://user:password@host:587")
    return {key: setting for key, setting in _env.email_url_config(value).items() if key.isupper()}
