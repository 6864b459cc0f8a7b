"""Print docs/rules.md: every rule with what supports it, for reading without a server."""

from collections.abc import Iterator
from itertools import groupby

from django.core.management.base import BaseCommand
from django.utils.translation import override

from routines.engine.examples import example_of
from routines.engine.flags import Rule
from routines.engine.references import Source, load_myths, load_sources
from routines.engine.rules import load_rules
from routines.rule_words import (
    EVIDENCE,
    SCOPES,
    SECTIONS,
    SOURCE_KINDS,
    TIERS,
    fix_words,
    severity_words,
)

HEAD = """# The rules

Made by `manage.py rules_document > docs/rules.md`; a test fails where it is older than the rules.
Not medical advice: the prescriber, the label on the pack and the person's own settings come before
all of them. What is not known is not flagged. Where an article is the source it shows what is
commonly said, not that it is so. Sources were read in excerpts.
"""


class Command(BaseCommand):
    """Print the rules, their sources and the myths as Markdown, in English."""

    help = "Print every rule, what supports it and what is never flagged, as Markdown."

    def handle(self, **_options: object) -> None:
        with override("en"):
            self.stdout.write("\n".join(_document()))


def _document() -> Iterator[str]:
    rules = load_rules().values()
    yield HEAD
    for section, members in groupby(rules, key=lambda rule: rule.section):
        yield f"## {SECTIONS[section]}\n"
        for rule in members:
            yield from _rule(rule)
    yield "## Never flagged\n"
    yield from (f"- **{myth.title}.** {myth.words}" for myth in load_myths().values())
    yield "\n## Sources\n"
    yield from (f"- {_citation(source)}" for source in load_sources().values())


def _rule(rule: Rule) -> Iterator[str]:
    example = example_of(rule.id)
    cited = [load_sources()[source].title for source in rule.cites]
    facts = {
        "Speaks": f"{rule.trigger} {SCOPES[rule.scope]}",
        "Severity": severity_words(rule),
        "Mentioned": TIERS[rule.tier],
        "Evidence": f"{EVIDENCE[rule.evidence][0]}. {rule.source}.",
        "Cites": "; ".join(cited),
        "Flagged, and not": "; ".join(example.captions),
        "Would change our mind": example.doubt,
        "What to do": fix_words(rule),
    }
    yield f"### {rule.title} (`{rule.id}`)\n\n{rule.words}\n"
    yield from (f"- {name}: {text}" for name, text in facts.items() if text)
    yield ""


def _citation(source: Source) -> str:
    title = f"[{source.title}]({source.address})" if source.address else source.title
    return f"{title} ({SOURCE_KINDS[source.kind]})"
