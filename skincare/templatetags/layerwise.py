"""Template tags and filters: icons, evidence, severity words, and how a product kind looks."""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, RadioSelect
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import Parser, Token
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from products.knowledge import kinds
from routines.cards import Card
from routines.engine.flags import Evidence
from routines.rule_words import EVIDENCE, SEVERITIES
from skincare.controls import input_tag

register = template.Library()

SEVERITY_WORDS = {"ok": _("Good")} | {key.value: word for key, word in SEVERITIES.items()}
FILLED = {"strong": 3, "moderate": 2, "weak": 1, "convention": 0}
STROKES = ((1, 7, 4), (9, 4, 7), (17, 1, 10))  # x, y and height of the three evidence strokes
IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}
LOOKS = {"segments", "days", "chips", "rows"}  # of a group of choices
LABEL_CLASSES = {"chips": ' class="chip"', "rows": ' class="check"'}
LOOK_OF_TYPE = {"radio": "segments", "checkbox": "chips"}

# First word of a view's name -> the tab of the main navigation that it belongs to.
TABS = {
    "today": "today",
    "routine": "routine",
    "step": "routine",
    "fix": "routine",
    "plan": "routine",
    "start": "routine",
    "shelf": "shelf",
    "pack": "shelf",
    "calendar": "calendar",
    "use": "calendar",
    "pause": "calendar",
    "journal": "journal",
    "product": "products",
    "ingredient": "products",
}


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Draw a symbol of the sprite; without a label it is decoration."""
    named = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {}><use href="#i-{}"/></svg>',
        SafeString(named),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=4096)
def address(name: str, *args: object) -> SafeString:
    """Return the address of a page, found once: every page links to a dozen."""
    return SafeString(conditional_escape(reverse(name, args=args)))


class Fixed(Node):
    """What is the same on every page: drawn once in each language, out of no variable."""

    child_nodelists = ()  # no block stands in it, so none is looked for

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name
        self._drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString | str:
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self.nodelist.render(context.new())
        if not self.name:
            return self._drawn[language]
        context[self.name] = self._drawn[language]
        return ""


@register.tag
def fixed(parser: Parser, token: Token) -> Fixed:
    """Draw what stands up to `endfixed` once in each language; `as name` keeps it for later."""
    match token.split_contents():
        case [_]:
            name = ""
        case [_, "as", name]:
            pass
        case _:
            message = "write {% fixed %} or {% fixed as name %}"
            raise TemplateSyntaxError(message)
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return Fixed(nodelist, name)


@register.simple_tag
def evidence(level: str) -> SafeString:
    """Draw how well a rule is supported: three strokes, filled by strength, and the words."""
    words = EVIDENCE[Evidence(level)][0]
    return format_html('<span class="evidence">{}{}</span>', _strokes(FILLED[level]), words)


@cache
def _strokes(filled: int) -> SafeString:
    rects = format_html_join(
        "",
        '<rect x="{}" y="{}" width="5" height="{}" rx="1"{}/>',
        (
            (x, y, height, SafeString("" if place < filled else ' class="off"'))
            for place, (x, y, height) in enumerate(STROKES)
        ),
    )
    return format_html('<svg viewBox="0 0 24 12" aria-hidden="true">{}</svg>', rects)


@register.simple_tag(takes_context=True)
def current_tab(context: Context) -> str:
    """Return which tab of the main navigation the page belongs to, "" for none."""
    match = getattr(context.get("request"), "resolver_match", None)
    view_name = match.view_name if match else ""
    return TABS.get(view_name.partition("-")[0], "")


@register.filter
def structured_data(value: object) -> SafeString:
    """Return JSON for a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    return SafeString(text.translate(IN_SCRIPT))


@register.filter
def severity_word(severity: str) -> str:
    """Return the word that stands before a flag of this severity."""
    return str(SEVERITY_WORDS[severity])


@register.simple_tag
@lru_cache(maxsize=512)
def plate(kind: str, *, mini: bool = False) -> SafeString:
    """Draw what stands in for a product's photo: the letters of its kind, small if `mini`."""
    return format_html(
        '<span class="plate{}" data-tx="{}" aria-hidden="true"><b>{}</b></span>',
        " is-mini" if mini else "",
        texture(kind),
        kinds()[kind].letters,
    )


@register.filter
def shorts(cards: Iterable[Card]) -> str:
    """Return what several cards are about in a few words each: "No sunscreen, Washed off"."""
    return ", ".join(dict.fromkeys(gettext(card.rule.short) for card in cards))


@register.filter
def texture(kind: str) -> str:
    """Return the texture (`data-tx`) a product kind is drawn with."""
    return kinds()[kind].texture


@register.filter
def kind_label(kind: str) -> str:
    """Return what a product kind is called."""
    return gettext(kinds()[kind].label)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Tell whether to mark a field as optional: it is, and another one of its form is not.

    Of radio buttons with one for "", one is always chosen: nothing is left out there.
    """
    widget = field.field.widget
    is_answered = isinstance(widget, RadioSelect) and "" in dict(widget.choices)
    if field.field.required or is_answered:
        return False
    return any(other.field.required for other in field.form.visible_fields())


@register.filter
def choice_look(field: BoundField) -> str:
    """Return how a group of choices is drawn: "segments", "days", "chips" or "rows"."""
    widget = field.field.widget
    named = set(str(widget.attrs.get("class", "")).split()) & LOOKS
    return named.pop() if named else LOOK_OF_TYPE[widget.input_type]


@register.simple_tag
def option_tags(field: BoundField, look: str) -> SafeString:
    """Draw the radio buttons or checkboxes of a group, ten times as fast as by templates."""
    named = LABEL_CLASSES.get(look, "")
    return SafeString(
        "".join(
            f"<label{named}>{input_tag(option)}<span>{conditional_escape(option['label'])}</span></label>"
            for option in (each.data for each in field.subwidgets)
        )
    )


@register.filter
def control_id(field: BoundField) -> str:
    """Return the id of a field's first control, for a link that focuses it."""
    return str(field.id_for_label or field.subwidgets[0].id_for_label)


@register.filter
def page_numbers(page: Page[Any]) -> list[int]:
    """Return the page numbers to link, the shown one and its neighbours; 0 stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]
