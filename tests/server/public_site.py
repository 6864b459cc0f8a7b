"""Ask a public site for pages and print its answers as JSON, for `test_headers.py`."""

import json
import sys
from typing import Any

import django
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client


def seen(answer: HttpResponseBase) -> dict[str, Any]:
    """Return what a scanner sees of an answer."""
    cookies = [
        {
            "name": name,
            "Secure": bool(cookie["secure"]),
            "HttpOnly": bool(cookie["httponly"]),
            "SameSite": cookie["samesite"],
            "Path": cookie["path"],
            "Domain": cookie["domain"],
        }
        for name, cookie in answer.cookies.items()
    ]
    body = b"".join(answer) if answer.streaming else getattr(answer, "content", b"")
    return {
        "status": answer.status_code,
        "headers": dict(answer.items()),
        "cookies": cookies,
        "body": body.decode(),
    }


def ask() -> dict[str, dict[str, Any]]:
    """Return answers by what was asked for."""
    host = {"host": "layerwise.example.org"}
    proxied = {**host, "x-forwarded-proto": "https"}
    sign_up = {"email": "a@example.org", "password1": "a long enough password"}
    paths = ["/", "/accounts/login/", "/products/", "/missing/", "/static/css/tokens.css"]
    answers = {path: seen(Client().get(path, headers=proxied)) for path in paths}
    answers["http"] = seen(Client().get("/", headers=host))
    answers["http health"] = seen(Client().get("/healthz", headers=host))
    answers["signed up"] = seen(Client().post("/accounts/signup/", sign_up, headers=proxied))
    return answers


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(ask()))
