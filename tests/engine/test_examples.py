"""The examples of the rule pages, and what the rules cite."""

from routines.engine.check import check
from routines.engine.examples import FIRST, LAST, example_of
from routines.engine.flags import Evidence
from routines.engine.references import SourceKind, load_myths, load_sources
from routines.engine.rules import load_rules

RULES = load_rules().values()


def test_the_first_routine_is_flagged_by_that_rule_alone_and_the_second_by_none() -> None:
    for rule in load_rules():
        example = example_of(rule)
        assert {flag.rule for flag in check(example.flagged, FIRST, LAST)} == {rule}
        assert check(example.quiet, FIRST, LAST) == (), rule


def test_an_example_says_in_a_sentence_what_would_change_our_mind() -> None:
    for rule in load_rules():
        example = example_of(rule)
        for text in (*example.captions, example.doubt, example.fact):
            assert not text or text[0].isupper(), rule
            assert "!" not in text, rule
        assert example.captions[0] != example.captions[1], rule
        assert example.doubt.endswith("."), rule


def test_every_source_is_cited_and_every_citation_leads_to_a_page_over_tls() -> None:
    cited = {source for rule in RULES for source in rule.cites}
    assert cited == set(load_sources())
    for source in load_sources().values():
        assert not source.address or source.address.startswith("https://")


def test_a_rule_of_strong_evidence_cites_a_regulator_a_label_a_study_or_a_profession() -> None:
    for rule in RULES:
        kinds = {load_sources()[source].kind for source in rule.cites}
        if rule.evidence is Evidence.STRONG and rule.cites:
            assert kinds - {SourceKind.PRESS}, rule.id


def test_a_rule_that_is_not_yet_checked_cites_nothing() -> None:
    unchecked = [rule for rule in RULES if rule.source == "Not yet checked"]
    assert unchecked
    assert not any(rule.cites for rule in unchecked)


def test_each_of_the_twenty_five_myths_is_answered_in_a_sentence_or_two() -> None:
    assert len(load_myths()) == 25
    for myth in load_myths().values():
        assert myth.words.endswith(".")
