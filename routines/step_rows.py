"""A routine's steps as the builder lists them: one row a line, with what is in force and ahead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from products.models import Product
from routines.engine.plan import Plan, Session, Step
from routines.noticed import LineNote
from routines.selectors import OwnedPlan
from routines.words import is_daily, rest_words, schedule_words, session_name, short_date


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of a routine: the version in force, or the first one ahead."""

    step: Step
    place: int
    product: Product
    schedule: str
    daily: bool
    remarks: tuple[str, ...]
    note: LineNote | None

    @property
    def line(self) -> str:
        return self.step.line

    @property
    def name(self) -> str:
        return str(self.product)

    @property
    def kind(self) -> str:
        return self.product.kind

    @property
    def close_words(self) -> str:
        return _("Close %(name)s") % {"name": self.name}

    @property
    def edit_words(self) -> str:
        return _("Edit %(name)s") % {"name": self.name}

    @property
    def up_words(self) -> str:
        return _("Move %(name)s up") % {"name": self.name}

    @property
    def down_words(self) -> str:
        return _("Move %(name)s down") % {"name": self.name}


def lines_of(plan: Plan, routine: str, since: date) -> dict[str, list[Step]]:
    """Return the lines of a routine that go on or begin by a day, in order of application.

    Each has its versions, oldest first.
    """
    found: dict[str, list[Step]] = {}
    for step in plan.steps:
        if step.routine == routine and (step.last is None or step.last >= since):
            found.setdefault(step.line, []).append(step)
    for versions in found.values():
        versions.sort(key=lambda step: step.first or date.min)
    return found


def step_rows(
    owned: OwnedPlan, routine: str, today: date, notes: Mapping[str, LineNote]
) -> dict[Session, list[StepRow]]:
    """Return the rows of the morning and of the evening."""
    rows: dict[Session, list[StepRow]] = {session: [] for session in Session}
    for line, versions in lines_of(owned.plan, routine, today).items():
        step = versions[0]
        column = rows[step.session]
        column.append(
            StepRow(
                step=step,
                place=len(column) + 1,
                product=owned.items[step.product].shown,
                schedule=schedule_words(step.schedule),
                daily=is_daily(step.schedule),
                remarks=tuple(_remarks(owned, versions, today)),
                note=notes.get(line),
            )
        )
    return rows


def _remarks(owned: OwnedPlan, versions: Sequence[Step], today: date) -> Iterator[str]:
    """Yield what is worth saying of the days ahead, soonest first."""
    now, *later = versions
    if now.first is not None and now.first > today:
        yield _("From %(day)s") % {"day": short_date(now.first)}
    for pause in owned.plan.pauses:
        if pause.line == now.line and pause.last >= today:
            yield rest_words(pause.first, pause.last)
    for before, after in zip(versions, later, strict=False):
        facts = {"day": short_date(after.first or today), "what": _news(owned, before, after)}
        yield _("From %(day)s: %(what)s") % facts
    if versions[-1].last is not None:
        yield _("Until %(day)s") % {"day": short_date(versions[-1].last)}


def _news(owned: OwnedPlan, before: Step, after: Step) -> str:
    """Return what the later of two versions changes."""
    news = []
    if after.product != before.product:
        news.append(owned.plan.products[after.product].name)
    if after.schedule != before.schedule:
        news.append(schedule_words(after.schedule))
    if after.session != before.session:
        news.append(session_name(after.session))
    return ", ".join(news) or schedule_words(after.schedule)
