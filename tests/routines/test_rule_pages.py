"""The rules in public: the list, one rule, and what is said of them elsewhere."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape

from routines.engine.references import load_myths, load_sources
from routines.engine.rules import load_rules
from routines.rule_words import CASES, SECTIONS, VERBS

pytestmark = pytest.mark.django_db
ANCHOR = re.compile(r'<article class="flag" data-severity="(\w+)" id="([\w-]+)">')
RULES = load_rules()


def listed(client: Client, query: str = "") -> list[str]:
    """Return the ids of the rules a list shows."""
    return [rule for _severity, rule in ANCHOR.findall(page(client, f"/rules/{query}"))]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_holds_every_rule_and_every_myth(client: Client) -> None:
    text = page(client, "/rules/")
    assert listed(client) == list(RULES)
    assert text.count('href="/rules/') >= len(RULES)
    for myth in load_myths().values():
        assert escape(myth.words) in text


@pytest.mark.parametrize("field", ["section", "severity", "evidence", "tier"])
def test_the_list_is_narrowed_by_what_one_asks(client: Client, field: str) -> None:
    for value in {str(getattr(rule, field)) for rule in RULES.values()}:
        wanted = [rule.id for rule in RULES.values() if getattr(rule, field) == value]
        assert listed(client, f"?{field}={value}") == wanted


def test_two_wishes_narrow_together_and_stay_chosen(client: Client) -> None:
    text = page(client, "/rules/?section=frequency&severity=warning")
    rules = [rule for _severity, rule in ANCHOR.findall(text)]
    found = [RULES[rule] for rule in rules]
    assert {(rule.section, rule.severity.value) for rule in found} == {("frequency", "warning")}
    assert '<option value="frequency" selected>' in text
    assert f"{len(rules)} of {len(RULES)} rules" in text


def test_where_no_rule_is_found_the_list_leads_back_to_all(client: Client) -> None:
    text = page(client, "/rules/?section=order&severity=danger")
    assert "No rule is like that" in text
    assert '<a class="btn" href="/rules/">' in text


def test_a_wish_that_does_not_exist_is_named_and_narrows_nothing(client: Client) -> None:
    answer = client.get("/rules/?severity=awful&section=sun")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "awful is not one of the available choices" in text
    found = [rule for _severity, rule in ANCHOR.findall(text)]
    assert {RULES[rule].section for rule in found} == {"sun"}


@pytest.mark.parametrize("rule", RULES)
def test_the_page_of_a_rule_shows_it_at_work_and_at_rest(client: Client, rule: str) -> None:
    text = page(client, f"/rules/{rule}/")
    first, second = text.split('<table class="cal cal-small">')[1:]
    assert "cal-flag" in first
    assert "cal-flag" not in second.partition("</table>")[0]
    assert "Nothing is said." in text
    assert "data-flag" not in text
    assert "data-day" not in text


def test_a_page_names_the_sources_and_whose_word_they_are(client: Client) -> None:
    text = page(client, "/rules/aha-no-sunscreen/")
    for source in ("fda-aha", "cir-aha"):
        address = load_sources()[source].address
        assert f'<a href="{address}" rel="noreferrer external">' in text
    assert "(regulator)" in text


def test_common_practice_does_not_look_like_a_regulators_rule() -> None:
    for rule in RULES.values():
        kinds = {load_sources()[source].kind.value for source in rule.cites}
        if rule.evidence.value == "convention":
            assert "regulator" not in kinds, rule.id


def test_what_is_not_yet_checked_says_so(client: Client) -> None:
    assert "Not yet checked" in page(client, "/rules/mask-too-often/")


def test_a_fact_about_the_person_is_said_above_the_calendars(client: Client) -> None:
    assert "Pregnant since 2 March." in page(client, "/rules/pregnancy-retinoid/")


def test_a_severity_that_varies_is_said_with_its_cases(client: Client) -> None:
    text = page(client, "/rules/pregnancy-retinoid/")
    assert "Stop for a prescription retinoid and for adapalene" in text


def test_a_rule_that_does_not_exist_has_no_page(client: Client) -> None:
    assert client.get("/rules/never-heard-of/").status_code == 404


def test_every_word_of_the_rule_file_has_words_on_the_pages() -> None:
    for rule in RULES.values():
        assert rule.section in SECTIONS
        assert set(rule.verbs) <= set(VERBS)
        assert set(rule.severities) <= set(CASES)


def test_the_printed_rules_are_those_that_run() -> None:
    printed = io.StringIO()
    call_command("rules_document", stdout=printed)
    kept = Path(settings.BASE_DIR, "docs", "rules.md").read_text()
    assert kept == printed.getvalue(), "run manage.py rules_document > docs/rules.md"
