"""What stands on the builder: columns, the step or search that is open, and what is noticed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from itertools import islice
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django_htmx.http import retarget

from accounts.models import User
from accounts.pregnancy import Answer
from accounts.requests import UserRequest, row_key
from products.models import Product
from products.pack_limits import PackSays
from routines.engine.plan import Session
from routines.engine.trouble import LOOKAHEAD
from routines.forms.builder import OwnPickForm, RoutineForm
from routines.forms.step import LinePauseForm, StepForm, SwapForm
from routines.models import PlanChange, Routine, ShelfItem
from routines.month import LAST_DAY
from routines.noticed import AHEAD, noticed_for
from routines.picker import Choice, choices_for
from routines.questions import asks_pregnancy
from routines.rests import routine_rests
from routines.selectors import OwnedPlan, plan_between
from routines.services.recording import latest_change
from routines.services.shelf import needs_label
from routines.step_rows import StepRow, lines_of, step_rows

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Search:
    """A search for a product: for a session, or to take the place of the opened step's."""

    session: str
    text: str
    choices: list[Choice]
    own: OwnPickForm


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands open: a step with its forms, a search, a product to place, the routine's form.

    `product` came from its page or the shelf and waits for "morning" or "evening".
    """

    line: str = ""
    step_form: StepForm | None = None
    pause_form: LinePauseForm | None = None
    swap_form: SwapForm | None = None
    search: Search | None = None
    product: Product | None = None
    routine_form: RoutineForm | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Morning or evening: its steps, and the search if it stands open there."""

    session: Session
    rows: list[StepRow]
    search: Search | None


def plan_ahead(user: User, today: date) -> OwnedPlan:
    """Return all that is planned from today on, also what begins in a year."""
    return plan_between(user, today, LAST_DAY - LOOKAHEAD)


def opened_line(owned: OwnedPlan, routine: Routine, line: str, today: date) -> Opened:
    """Open a step. Raises Http404 for a line that this routine does not have from today on."""
    versions = lines_of(owned.plan, str(routine.pk), today).get(line)
    if versions is None:
        raise Http404
    return Opened(
        line=line,
        step_form=StepForm(step=versions[0], today=today),
        pause_form=LinePauseForm(today=today),
        swap_form=SwapForm(today=today),
    )


def opened_by(request: UserRequest, owned: OwnedPlan, routine: Routine) -> Opened:
    """Read off the address what stands open."""
    query = request.GET
    if "edit" in query:
        line = query["edit"]
        if _is_gone(owned, routine, line, request.today):
            messages.warning(request, _("That step is no longer in this routine."))
            return Opened()
        opened = opened_line(owned, routine, line, request.today)
        if "q" in query:
            opened = replace(opened, search=search_for(request.user, owned, query["q"]))
        return opened
    if query.get("add") in list(Session):
        rows = step_rows(owned, str(routine.pk), request.today, {})[Session(query["add"])]
        taken = [int(row.step.product) for row in rows]
        search = search_for(request.user, owned, query.get("q", ""), query["add"], taken)
        return Opened(search=search)
    if "product" in query:
        return Opened(product=_from_shelf(request.user, query["product"]))
    if "about" in query:
        return Opened(routine_form=RoutineForm(instance=routine, today=request.today))
    return Opened()


def _is_gone(owned: OwnedPlan, routine: Routine, line: str, today: date) -> bool:
    """Say whether a line can be one that was taken out since the address was made."""
    if line in lines_of(owned.plan, str(routine.pk), today):
        return False
    try:
        UUID(line)
    except ValueError:
        return False
    return True


def search_for(
    user: User, owned: OwnedPlan, text: str, session: str = "", taken: Sequence[int] = ()
) -> Search:
    """Search the shelf and the catalogue; without a session, for something to swap in."""
    text = text.strip()[:LONGEST_SEARCH]
    choices = choices_for(user, owned.on_shelf, text, taken)
    return Search(session, text, choices, OwnPickForm(initial={"name": text}))


def _from_shelf(user: User, key: str) -> Product:
    rows = ShelfItem.objects.for_user(user).select_related(
        "product__brand", "product__merged_into"
    )
    return get_object_or_404(rows, product=row_key(key)).shown


def answer_builder(
    request: UserRequest, routine: Routine, owned: OwnedPlan, opened: Opened, status: int = 200
) -> HttpResponse:
    """Show the builder; to htmx, only the part it swaps."""
    context = {"routine": routine, "opened": opened}
    place, _dash, target = (request.htmx.target or "").partition("-")
    if place == "results" and opened != Opened():
        found = {"search": opened.search, "target": target}
        return render(request, "routines/_results.html", context | found)
    last = request.today + AHEAD
    noticed = noticed_for(request.user, owned, request.today, last, request.today)
    rows = step_rows(owned, str(routine.pk), request.today, noticed.by_line)
    shown = list(dict.fromkeys(row.step.product for column in rows.values() for row in column))
    change = latest_change(request.user)
    context |= {
        "columns": [Column(session, rows[session], _here(opened, session)) for session in Session],
        "rests": routine_rests(owned.pauses, request.today).get(routine.pk),
        "noticed": noticed,
        "to_ask": [owned.items[key] for key in shown if needs_label(owned.items[key])],
        "pack_answers": PackSays.choices,
        "to_ask_pregnancy": _to_ask_pregnancy(request, owned, shown),
        "pregnancy_answers": Answer.choices,
        "change": change,
        "unmakes": change is not None and _makes_routine(change),
    }
    template = "routines/_builder.html" if request.htmx else "routines/builder.html"
    response = render(request, template, context, status=status)
    if place == "results":
        retarget(response, "#builder")  # with nothing open, results have no place
    if status != HTTPStatus.OK:
        response["HX-Replace-Url"] = "false"  # the address of a form that is not a page
    return response


def _to_ask_pregnancy(request: UserRequest, owned: OwnedPlan, shown: Iterable[str]) -> list[str]:
    """Return the name of the first product that the question is asked for, if any is."""
    products = (owned.plan.products[key] for key in shown)
    asked = (each for each in products if asks_pregnancy(request.user, each, request.today))
    return [each.name for each in islice(asked, 1)]


def _here(opened: Opened, session: Session) -> Search | None:
    return opened.search if opened.search and opened.search.session == session else None


def _makes_routine(change: PlanChange) -> bool:
    """Say whether undoing a change takes a routine away."""
    label = Routine._meta.label_lower
    return any(row["model"] == label and row["before"] is None for row in change.inverse)
