"""Django's makemessages, which also finds the words of our TOML files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages

from products.knowledge import families, kinds
from routines.engine.examples import example_of
from routines.engine.references import load_myths, load_sources
from routines.engine.rules import load_rules


def toml_words() -> list[str]:
    """Return every text of kinds, families, rules and what stands behind them on a page."""
    words = [text for kind in kinds().values() for text in (kind.label, kind.tip, kind.why)]
    words += [text for each in families().values() for text in (each.label, each.called)]
    for rule in load_rules().values():
        words += [rule.title, rule.short, rule.words, rule.trigger, rule.source]
        example = example_of(rule.id)
        words += [*example.captions, example.doubt, example.fact]
    words += [source.title for source in load_sources().values()]
    words += [text for myth in load_myths().values() for text in (myth.title, myth.words)]
    return [text for text in dict.fromkeys(words) if text]


class Command(makemessages.Command):
    """Collects messages; the words of TOML files pass through a short-lived Python file."""

    def handle(self, *args: Any, **options: Any) -> None:
        passing = Path(settings.BASE_DIR) / "words_of_toml_files.py"
        lines = [f"gettext({text!r})\n" for text in toml_words()]
        passing.write_text("from django.utils.translation import gettext\n" + "".join(lines))
        try:
            super().handle(*args, **options)
        finally:
            passing.unlink()
