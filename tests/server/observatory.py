"""The header grade of the HTTP Observatory, by the weights that Mozilla publishes.

Source: mdn/mdn-http-observatory, src/grader/charts.js, as of November 2026. Only what we could
win or lose is judged; a bonus counts from 90 points on. Being in browsers' HSTS list is left out.
"""

import re
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]
SIX_MONTHS = 15552000
BONUS_FROM = 90
GRADES = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"))


def policy(page: Answer) -> dict[str, list[str]]:
    """Split the Content-Security-Policy into its directives."""
    parts = page["headers"].get("Content-Security-Policy", "").split(";")
    return {words[0]: words[1:] for words in (part.split() for part in parts) if words}


def content_security(page: Answer) -> int:
    csp = policy(page)
    if not csp:
        return -25
    scripts = csp.get("script-src", csp.get("default-src", ["*"]))
    if {"'unsafe-inline'", "data:", "https:", "http:", "*"} & {*scripts}:
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if {"'unsafe-inline'", "data:", "https:", "*"} & {*csp.get("style-src", [])}:
        return 0
    closed = csp.get("default-src") == ["'none'"]
    return 10 if closed and csp.get("form-action") in (["'self'"], ["'none'"]) else 5


def transport_security(page: Answer) -> int:
    found = re.search(r"max-age=(\d+)", page["headers"].get("Strict-Transport-Security", ""))
    if not found:
        return -20
    return 0 if int(found[1]) >= SIX_MONTHS else -10


def framing(page: Answer) -> int:
    if "*" not in policy(page).get("frame-ancestors", ["*"]):
        return 5
    return 0 if page["headers"].get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20


def content_types(page: Answer) -> int:
    return 0 if page["headers"].get("X-Content-Type-Options") == "nosniff" else -5


def referrers(page: Answer) -> int:
    value = page["headers"].get("Referrer-Policy")
    private = {
        "no-referrer",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
    }
    if value is None:
        return 0
    return 5 if value in private else -5


def resource_policy(page: Answer) -> int:
    value = page["headers"].get("Cross-Origin-Resource-Policy")
    if value in {None, "cross-origin"}:
        return 0
    return 10 if value in {"same-origin", "same-site"} else -5


def sharing(page: Answer) -> int:
    return -50 if page["headers"].get("Access-Control-Allow-Credentials") else 0


def cookies(page: Answer) -> int:
    found = page["cookies"]
    if not all(cookie["Secure"] for cookie in found):
        return -20
    if not all(cookie["HttpOnly"] for cookie in found if "sess" in cookie["name"]):
        return -30
    if not found:
        return 0
    return 5 if all(cookie["SameSite"] in {"Lax", "Strict"} for cookie in found) else -20


def scripts(page: Answer) -> int:
    return -5 if re.search(r'<script[^>]+src="(https?:)?//', page["body"]) else 0


JUDGES: tuple[Callable[[Answer], int], ...] = (
    content_security,
    transport_security,
    framing,
    content_types,
    referrers,
    resource_policy,
    sharing,
    cookies,
    scripts,
)


def redirection(first: Answer, host: str) -> int:
    """Judge the answer to the plain http address."""
    if first["status"] not in {301, 302, 307, 308}:
        return -20
    target = first["headers"].get("Location", "")
    if not target.startswith("https://"):
        return -20
    return 0 if target.startswith(f"https://{host}/") else -5


def score(first: Answer, page: Answer, host: str) -> int:
    """Add up the published weights, from 100 points."""
    points = [redirection(first, host), *(judge(page) for judge in JUDGES)]
    total = 100 + sum(point for point in points if point < 0)
    bonus = sum(point for point in points if point > 0)
    return max(0, total + bonus if total >= BONUS_FROM else total)


def grade(points: int) -> str:
    return next((name for least, name in GRADES if points >= least), "below C+")
