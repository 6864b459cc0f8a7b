"""Every text of the TOML files can be translated."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from products.knowledge import kinds
from routines.asked import items_asked
from routines.engine.examples import example_of
from routines.engine.references import load_myths
from routines.engine.rules import load_rules
from routines.together import answer
from skincare.management.commands.makemessages import toml_words


def test_the_words_to_translate_hold_those_of_every_kind_and_rule() -> None:
    words = set(toml_words())
    assert {kind.label for kind in kinds().values()} <= words
    for rule in load_rules().values():
        assert {rule.title, rule.short, rule.words, rule.trigger} <= words
        assert {*example_of(rule.id).captions, example_of(rule.id).doubt} <= words
    assert {myth.words for myth in load_myths().values()} <= words


def test_answers_go_through_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routines.together._", lambda text: f"¿{text}")
    with override("en"):
        assert answer(items_asked(AnonymousUser(), ["ampoule", "serum"]).items).verdict.startswith(
            "¿"
        )
