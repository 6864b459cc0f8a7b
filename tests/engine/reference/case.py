"""A routine file laid out day by day: what was planned, what was used, what was noted."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from tests.engine.reference.products import Product

SESSIONS = ("AM", "PM")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_due(schedule: str, day: date) -> bool:
    """Tell whether a schedule names a date."""
    words = schedule.split()
    if words == ["daily"]:
        return True
    if words[0] == "on":
        return day.isoformat() in words[1:]
    if words[0] not in {"every", "cycle"}:
        return WEEKDAYS[day.weekday()] in words
    since = (day - date.fromisoformat(words[-1])).days
    length = int(words[1])
    if since < 0:
        return False
    places = ["1"] if words[0] == "every" else words[3].split(",")
    return str(since % length + 1) in places


class Case:
    """One routine file. A date is worked out when it is first asked for."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.profile: dict[str, Any] = document.get("profile", {})
        self.products = {key: Product(key, data) for key, data in document["products"].items()}
        self.first, self.last = map(date.fromisoformat, document["window"])
        self._start = date.fromisoformat(document.get("start", document["window"][0]))
        self._zone = ZoneInfo(document.get("tz", "UTC"))
        self._routine = document["routine"]
        self._events = [next(iter(event.items())) for event in document.get("events", [])]
        self._planned: dict[tuple[date, str], list[Product]] = {}
        self._uses: dict[tuple[date | str, ...], list[Product]] = {}
        self._face_uses: dict[tuple[date | str, ...], list[Product]] = {}
        self._unplanned = self._outside_the_plan()

    def events(self, name: str) -> list[dict[str, Any]]:
        return [fields for event, fields in self._events if event == name]

    def noted(self, name: str, day: date) -> list[dict[str, Any]]:
        """Return the events of a name dated on a day."""
        return [fields for fields in self.events(name) if fields["date"] == day.isoformat()]

    def fact(self, name: str) -> date | None:
        """Return a date of the profile."""
        text = self.profile.get(name)
        return None if text is None else date.fromisoformat(text)

    @cached_property
    def window(self) -> list[date]:
        """Return the dates on which flags are raised: those of the window that are not paused."""
        days = before(self.last, (self.last - self.first).days)
        return [day for day in reversed(days) if not self.paused(day)]

    def paused(self, day: date) -> bool:
        pauses = self.events("pause")
        return any(pause["from"] <= day.isoformat() <= pause["to"] for pause in pauses)

    def planned(self, day: date, session: str) -> list[Product]:
        """Return the steps that remain of the plan, in order of application."""
        if (day, session) not in self._planned:
            self._planned[day, session] = self._remaining(day, session)
        return self._planned[day, session]

    def unplanned(self, day: date, session: str) -> list[tuple[Product, date | None]]:
        """Return the extra and logged uses, with the day their unit was opened."""
        return self._unplanned.get((day, session), [])

    def everywhere(self, day: date, *sessions: str) -> list[Product]:
        """Return all uses of a date, or of one session, on face and body."""
        if (day, *sessions) not in self._uses:
            self._uses[day, *sessions] = [
                product
                for session in sessions or SESSIONS
                for product in [
                    *self.planned(day, session),
                    *(product for product, _ in self.unplanned(day, session)),
                ]
            ]
        return self._uses[day, *sessions]

    def used(self, day: date, *sessions: str) -> list[Product]:
        """Return the uses that most rules see: all but body lotions."""
        if (day, *sessions) not in self._face_uses:
            face = [product for product in self.everywhere(day, *sessions) if product.on_face]
            self._face_uses[day, *sessions] = face
        return self._face_uses[day, *sessions]

    def times(self, product: Product, days: list[date]) -> int:
        """Count the uses of one product on some dates."""
        return sum(self.everywhere(day).count(product) for day in days)

    def _remaining(self, day: date, session: str) -> list[Product]:
        if day < self._start or self.paused(day):
            return []
        steps = self._routine.get(session, [])
        due = [self._in_effect(key, day) for key, schedule in steps if is_due(schedule, day)]
        return [self.products[key] for key in due if not self._skipped(key, day, session)]

    def _in_effect(self, key: str, day: date) -> str:
        for change in sorted(self.events("replace"), key=lambda change: str(change["from"])):
            if change["from"] <= day.isoformat() and change["product"] == key:
                key = change["with"]
        return key

    def _skipped(self, key: str, day: date, session: str) -> bool:
        return any(
            skip.get("session", session) == session and skip.get("product", key) == key
            for skip in self.noted("skip", day)
        )

    def _outside_the_plan(self) -> dict[tuple[date, str], list[tuple[Product, date | None]]]:
        uses: dict[tuple[date, str], list[tuple[Product, date | None]]] = {}
        dated = [(date.fromisoformat(extra["date"]), extra) for extra in self.events("extra")]
        dated += [(self._evening_of(log), log) for log in self.events("log")]
        for day, use in dated:
            opened = use.get("unit_opened")
            unit = None if opened is None else date.fromisoformat(opened)
            of_session = uses.setdefault((day, use["session"]), [])
            of_session.append((self.products[use["product"]], unit))
        return uses

    def _evening_of(self, log: dict[str, Any]) -> date:
        local = datetime.fromisoformat(log["at"]).astimezone(self._zone)
        early = local.hour < self.profile.get("night_ends_hour", 4)
        return local.date() - timedelta(days=1 if early and log["session"] == "PM" else 0)


def before(day: date, count: int) -> list[date]:
    """Return a date and the `count` dates before it, latest first."""
    return [day - timedelta(days=back) for back in range(count + 1)]
