"""What the tags and filters of the layerwise library print."""

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils.translation import override

from products.knowledge import kinds
from skincare.templatetags import layerwise

ROOT = Path(__file__).resolve().parents[1]


def render(text: str, **context: object) -> str:
    return Template("{% load layerwise %}" + text).render(Context(context))


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in render('{% icon "sun" %}')
    named = render('{% icon "sun" words %}', words='Morning "AM"')
    assert 'role="img" aria-label="Morning &quot;AM&quot;"' in named


def test_what_is_fixed_is_drawn_once_in_each_language() -> None:
    spoken = "{% get_current_language as spoken %}{{ spoken }}{% lorem 9 w random %}"
    template = Template(f"{{% load i18n layerwise %}}{{% fixed %}}{spoken}{{% endfixed %}}")

    def drawn(language: str) -> str:
        with override(language):
            return template.render(Context())

    german, french = drawn("de"), drawn("fr")
    assert (german[:2], french[:2]) == ("de", "fr")
    assert [drawn("de"), drawn("fr")] == [german, french]


def test_what_is_fixed_holds_nothing_of_one_page() -> None:
    assert render("{% fixed %}[{{ name }}]{% endfixed %}{{ name }}", name="Mira") == "[]Mira"


def test_what_is_fixed_may_be_drawn_later_and_often() -> None:
    text = "{% fixed as sun %}{% icon 'sun' %}{% endfixed %}[{{ sun }}{{ sun }}]"
    assert render(text) == f"[{layerwise.icon('sun') * 2}]"


@pytest.mark.parametrize("tag", ["fixed sun", "fixed as", "fixed in sun", "fixed as sun now"])
def test_what_is_fixed_is_kept_under_one_name(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="fixed as name"):
        render(f"{{% {tag} %}}{{% endfixed %}}")


def test_an_address_is_the_one_of_its_page() -> None:
    day = date(2026, 11, 24)
    assert render("{% address 'calendar-day' day %}", day=day) == "/calendar/2026-11-24/"
    assert render("{% address 'product-detail' 'a' %} {% address 'today' %}") == (
        "/products/a/ /today/"
    )


@pytest.mark.parametrize(
    ("level", "hollow", "words"),
    [
        ("strong", 0, "Strong evidence"),
        ("moderate", 1, "Moderate evidence"),
        ("weak", 2, "Weak evidence"),
        ("convention", 3, "Common practice"),
    ],
)
def test_evidence_is_strokes_and_words(level: str, hollow: int, words: str) -> None:
    drawn = render("{% evidence level %}", level=level)
    assert drawn.count("<rect") == 3
    assert drawn.count('class="off"') == hollow
    assert drawn.endswith(f"{words}</span>")


@pytest.mark.parametrize(
    ("severity", "word"),
    [
        ("info", "Tip"),
        ("caution", "Caution"),
        ("warning", "Warning"),
        ("danger", "Stop"),
        ("ok", "Good"),
    ],
)
def test_a_severity_is_a_word(severity: str, word: str) -> None:
    assert render("{{ severity|severity_word }}", severity=severity) == word


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_a_plate(kind: str) -> None:
    plate = render("{% plate kind %}", kind=kind)
    assert re.search(r'data-tx="(rinse|water|active|cream|oil|shield)"', plate)
    assert re.search(r"<b>[A-Z][a-z]</b>", plate)
    assert render("{{ kind|kind_label }}", kind=kind) == kinds()[kind].label


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("today", "today"),
        ("routine-list", "routine"),
        ("start", "routine"),
        ("calendar", "calendar"),
        ("pause-add", "calendar"),
        ("shelf", "shelf"),
        ("journal-list", "journal"),
        ("product-suggest", "products"),
        ("settings", ""),
    ],
)
def test_a_page_belongs_to_a_tab(address: str, tab: str) -> None:
    request = RequestFactory().get(reverse(address))
    request.resolver_match = resolve(request.path)
    assert render("{% current_tab %}", request=request) == tab


def test_a_page_that_no_address_leads_to_belongs_to_no_tab() -> None:
    assert render("{% current_tab %}", request=RequestFactory().get("/nowhere/")) == ""
    assert render("{% current_tab %}") == ""


class Both(forms.Form):
    """One field that is needed, one that is not."""

    needed = forms.CharField()
    extra = forms.CharField(required=False)
    theme = forms.ChoiceField(
        choices=[("", "Like my device"), ("dark", "Dark")],
        widget=forms.RadioSelect,
        required=False,
    )


class Free(forms.Form):
    """Nothing is needed."""

    extra = forms.CharField(required=False)


def test_a_field_is_called_optional_only_beside_one_that_is_not() -> None:
    assert layerwise.is_optional(Both()["extra"])
    assert not layerwise.is_optional(Both()["needed"])
    assert not layerwise.is_optional(Free()["extra"])
    assert not layerwise.is_optional(Both()["theme"]), "one of them is always chosen"


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [(1, [1, 2, 0, 20]), (9, [1, 0, 8, 9, 10, 0, 20]), (20, [1, 0, 19, 20])],
)
def test_pages_are_linked_near_the_shown_one(shown: int, numbers: list[int]) -> None:
    assert layerwise.page_numbers(Paginator(range(200), 10).page(shown)) == numbers


def test_page_links_keep_the_search() -> None:
    query = RequestFactory().get("/?q=oat+milk&page=2").GET
    page = Paginator(range(30), 10).page(2)
    links = render(
        '{% include "components/pagination.html" with page=page query=query only %}',
        page=page,
        query=query,
    )
    assert re.findall(r'<a href="([^"]+)"', links) == [
        "?q=oat+milk&amp;page=1",
        "?q=oat+milk&amp;page=1",
        "?q=oat+milk&amp;page=3",
        "?q=oat+milk&amp;page=3",
    ]


def test_every_icon_that_a_template_draws_is_in_the_sprite() -> None:
    sprite = (ROOT / "templates/components/sprite.html").read_text()
    drawn = {
        name
        for file in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "(\w+)"|href="#i-(\w+)"', file.read_text())
        for name in name
        if name
    }
    assert drawn - set(re.findall(r'id="i-(\w+)"', sprite)) == set()


def test_what_every_page_loads_stays_small() -> None:
    layers = ("tokens", "base", "components", "pages")
    assert sum((ROOT / f"static/css/{name}.css").stat().st_size for name in layers) < 40_000
    assert (ROOT / "static/js/ui.js").stat().st_size < 5_000
