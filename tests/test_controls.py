"""Controls drawn without a template look as Django's own templates draw them."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from hypothesis import given
from hypothesis import strategies as st

from skincare.controls import DRAWN, Controls

TRICKY = "<b> & \"two\" 'one'\n{{ x }} %s"
WIDGETS = [
    forms.TextInput(attrs={"maxlength": 30, "required": True, "disabled": False}),
    forms.NumberInput(attrs={"min": 0, "step": "any"}),
    forms.EmailInput(attrs={"autocomplete": "email"}),
    forms.URLInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.DateInput(attrs={"type": "date"}),
    forms.TimeInput(),
    forms.FileInput(attrs={"accept": "image/*"}),
    forms.CheckboxInput(attrs={"id": TRICKY}),
    forms.Textarea(attrs={"rows": 3}),
]


def test_the_forms_of_the_site_are_drawn_so() -> None:
    assert isinstance(get_default_renderer(), Controls)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", TRICKY, 0, 1.5, True, date(2026, 11, 24)], ids=str)
def test_a_control_looks_as_djangos_template_draws_it(widget: forms.Widget, value: object) -> None:
    assert widget.template_name in DRAWN
    drawn = widget.render("field", value, renderer=Controls())
    assert drawn == widget.render("field", value, renderer=DjangoTemplates())


@given(text=st.text(), name=st.text(min_size=1))
def test_no_text_breaks_out_of_a_control(text: str, name: str) -> None:
    for widget in (forms.TextInput(attrs={"title": text}), forms.Textarea()):
        drawn = widget.render(name, text, renderer=Controls())
        assert drawn == widget.render(name, text, renderer=DjangoTemplates())


GROUPED = [("", "-"), ("A & B", [("a", "A"), (2, TRICKY)]), (None, "None"), ("c", "C")]


@pytest.mark.parametrize("value", [None, "", "a", 2, "c", "not there"])
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
def test_a_list_of_options_looks_as_djangos_template_draws_it(
    kind: type[forms.Select], value: object
) -> None:
    widget = kind(attrs={"id": "x", "class": TRICKY})
    if kind is not forms.NullBooleanSelect:
        widget.choices = GROUPED
    given = [value] if kind is forms.SelectMultiple else value
    drawn = widget.render("field", given, renderer=Controls())
    assert drawn == without_blank_lines(widget.render("field", given, renderer=DjangoTemplates()))


def without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip())


def test_other_controls_keep_their_templates() -> None:
    widget = forms.RadioSelect(choices=[("a", "A"), ("b", TRICKY)])
    drawn = widget.render("field", "b", renderer=Controls())
    assert drawn == widget.render("field", "b", renderer=DjangoTemplates())
