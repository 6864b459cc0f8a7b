"""A page for tests only: every part a form can have, in every state."""

from pathlib import Path

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils.safestring import mark_safe

from skincare.urls import urlpatterns as site

SKIN = [("calm", "Calm"), ("fine", "Fine"), ("off", "A bit off"), ("sore", "Sore")]
DAYS = list(zip("0123456", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], strict=True))
KINDS = [("Rinse off", [("wash", "Cleanser")]), ("Leave on", [("serum", "Serum")])]
LONG = "A label so long that it has to wrap on every phone, because somebody explains too much"
PACK = [
    ("2", "Once or twice a week, or whenever the skin looks tired"),
    ("7", "Every day"),
    ("", "It doesn't say"),
]


WRONG = {
    "wrong-email": "nobody",
    "wrong-number": "0",
    "wrong-choice": "wash",
    "wrong-overall": "fine",
    "wrong-weekdays": ["1", "8"],
}


class Gallery(forms.Form):
    """Each widget the site uses, needed or optional, with help or without."""

    text = forms.CharField(label="Name", help_text="Help sits under the field.")
    long = forms.CharField(label=LONG, required=False, initial="Some text")
    email = forms.EmailField(label="Email", widget=forms.EmailInput(attrs={"placeholder": "you"}))
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput,
        help_text="At least 10 characters. Three unrelated words work well.",
    )
    number = forms.IntegerField(label="Every how many days", min_value=1, initial=3)
    day = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label="At", widget=forms.TimeInput(attrs={"type": "time"}))
    choice = forms.ChoiceField(label="Kind", choices=KINDS, help_text="Grouped.")
    several = forms.MultipleChoiceField(label="Several kinds", choices=KINDS, required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    file = forms.FileField(label="List", required=False)
    check = forms.BooleanField(label="My skin is sensitive", help_text="Makes notes stricter.")
    overall = forms.ChoiceField(
        label="Overall", choices=SKIN, widget=forms.RadioSelect, help_text="As it is now."
    )
    pack = forms.ChoiceField(
        label="How often does the pack say?",
        choices=PACK,
        widget=forms.RadioSelect(attrs={"class": "rows"}),
    )
    signs = forms.MultipleChoiceField(
        label="Anything to note", choices=SKIN, widget=forms.CheckboxSelectMultiple
    )
    weekdays = forms.MultipleChoiceField(
        label="On these days",
        choices=DAYS,
        initial=["0", "3"],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "days"}),
        help_text="None means every day.",
    )
    signs_in_rows = forms.MultipleChoiceField(
        label="Or one below the other",
        choices=SKIN,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "rows"}),
    )
    hidden = forms.CharField(widget=forms.HiddenInput, initial="unseen")

    def clean(self) -> dict[str, object]:
        message = "Nothing in this form can be right."
        raise forms.ValidationError(message)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper


class Disabled(Gallery):
    """The same, switched off."""

    def __init__(self, prefix: str) -> None:
        super().__init__(prefix=prefix)
        for field in self.fields.values():
            field.disabled = True


PAGE = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")


PART = """<div id="part" data-live="Pressed once."><button class="btn" id="again" type="button"
hx-get="/gallery/part/" hx-target="#part" hx-swap="outerHTML">Press</button></div>"""


def gallery(request: HttpRequest) -> HttpResponse:
    """Answer a POST, whatever it says, with all its fields and errors."""
    sent = request.method == "POST"
    if "toast" in request.GET:
        messages.success(request, "Moved before the serum.", extra_tags="undo-7")
    context = {
        "plain": Gallery(request.POST) if sent else Gallery(),
        "wrong": None if sent else Gallery(WRONG, prefix="wrong"),
        "part": mark_safe(PART.replace(' data-live="Pressed once."', "")),  # noqa: S308 (ours)
        "steps": ["Toner", "Ampoule", "Serum"],
        "disabled": Disabled(prefix="disabled"),
    }
    page = engines["django"].from_string(PAGE).render(context, request)
    return HttpResponse(page, status=422 if sent else 200)


@login_required
def part(request: HttpRequest) -> HttpResponse:
    """Answer the part of the page that a press on its button swaps."""
    if "gone" in request.GET:
        return HttpResponse('<p id="part">Nothing left to press.</p>')
    return HttpResponse(PART)


urlpatterns = [path("gallery/", gallery), path("gallery/part/", part), *site]
