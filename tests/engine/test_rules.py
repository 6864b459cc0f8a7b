"""What the rule file says of each rule, and how a mistake in it is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import checks

from products.tables import KnowledgeError
from routines.engine import rules
from routines.engine.flags import Evidence, Rule, Severity, Tier
from routines.engine.rules import load_rules

CORE = {
    "ampoule-too-often",
    "ampoule-consecutive-days",
    "ampoule-twice-a-day",
    "two-ampoules-one-session",
    "serum-too-often",
    "ampoule-after-serum",
    "ampoule-before-cleanse-or-tone",
    "ampoule-after-moisturizer",
    "single-use-opened-late",
}
OF_THE_PRODUCT = {"strength-over-limit", "hydroquinone-in-cosmetic", "hydroquinone-too-long"}
"""Rules about the person that need no fact about them."""

HYDROQUINONE = {"hydroquinone-plus-benzoyl-peroxide"}
"""Mentioned though the proof is weak: the stain would be on the face."""


@pytest.fixture
def rule_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the rule file, which is the one that is read."""
    copied = tmp_path / "rules.toml"
    copied.write_text(rules.RULES_FILE.read_text())
    monkeypatch.setattr(rules, "RULES_FILE", copied)
    load_rules.cache_clear()
    yield copied
    load_rules.cache_clear()


def test_a_rule_speaks_in_plain_and_kind_words() -> None:
    for rule in load_rules().values():
        for text in (rule.title, rule.short, rule.words, rule.trigger, rule.source):
            assert text[0].isupper() or text.startswith("{nth}"), rule.id
            assert not re.search(r"!|\bS\d|seed|\bM\b", text), rule.id


def tier_of(rule: Rule) -> Tier:
    """Return how much a rule is to be mentioned, by what it is about and what supports it."""
    if rule.id in CORE:
        return Tier.CORE
    if rule.id == "skin-cycling-no-recovery" or (
        rule.section == "person" and rule.id not in OF_THE_PRODUCT
    ):
        return Tier.TOLD
    if rule.evidence == Evidence.WEAK and rule.id not in HYDROQUINONE:
        return Tier.OFF
    return Tier.QUIET if rule.severity == Severity.INFO else Tier.ON


def test_how_much_a_rule_is_mentioned_follows_from_what_supports_it() -> None:
    rules = load_rules()
    assert {key: rule.tier for key, rule in rules.items()} == {
        key: tier_of(rule) for key, rule in rules.items()
    }


def test_a_case_that_is_not_named_is_as_severe_as_its_rule() -> None:
    rule = load_rules()["child-salicylic"]
    assert (rule.severity_of("older"), rule.severity_of("")) == (Severity.INFO, Severity.DANGER)


def test_severities_are_ranked_from_info_to_danger() -> None:
    words = ("info", "caution", "warning", "danger")
    assert [Severity(word).rank for word in words] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('section = "frequency"', 'section = "often"', "section: no section 'often'"),
        ('short = "{nth} ampoule"', 'short = "{nth} ampoule again"', "short: longer than 16"),
        ('"drop_weekdays"', '"drop_all"', "verbs.0: 'drop_all' is not allowed here"),
        ('severity = "warning"', 'severity = "bad"', "severity: 'bad' is not allowed here"),
        ("per_week = 2", 'per_week = "2"', "thresholds.per_week: '2' is not allowed here"),
        ('title = "Ampoule more', 'titel = "Ampoule more', "titel: unknown key"),
    ],
)
def test_mistake_in_the_rule_file_is_named(
    rule_file: Path, old: str, new: str, problem: str
) -> None:
    rule_file.write_text(rule_file.read_text().replace(old, new, 1))
    (error,) = checks.run_checks()
    assert error.id == "routines.E001"
    assert error.msg.startswith(f"rules.toml: ampoule-too-often.{problem}")
    with pytest.raises(KnowledgeError):
        load_rules()


def test_the_journal_advises_on_a_strong_reaction_in_the_words_of_the_rule() -> None:
    rule = load_rules()["journal-severe-reaction"]
    advice = (Path(settings.BASE_DIR) / "templates/journal/_reaction.html").read_text()
    for words in (rule.title, rule.words):
        assert f'{{% translate "{words}" %}}' in advice
