"""Dates in addresses: 2026-11-23, 2026-W48 and 2026-11. An impossible date is no page (404)."""

from datetime import date

from django.urls import register_converter


class DayConverter:
    """A calendar date of the years 1970 to 2199."""

    regex = r"(?:19[7-9][0-9]|20[0-9]{2}|21[0-9]{2})-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class WeekConverter:
    """A week of the ISO calendar, given to views as its Monday."""

    regex = r"(?:(?:19[7-9][0-9]|20[0-9]{2}|21[0-9]{2})-W[0-9]{2}|2200-W01)"  # with 31 Dec 2199

    def to_python(self, value: str) -> date:
        year, week = value.split("-W")
        return date.fromisocalendar(int(year), int(week), 1)

    def to_url(self, value: date) -> str:
        return f"{value:%G-W%V}"


class MonthConverter:
    """A month, given to views as its first day."""

    regex = r"(?:19[7-9][0-9]|20[0-9]{2}|21[0-9]{2})-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


def register() -> None:
    """Make `<day:…>`, `<week:…>` and `<month:…>` known to the URLconf, once."""
    register_converter(DayConverter, "day")
    register_converter(WeekConverter, "week")
    register_converter(MonthConverter, "month")
