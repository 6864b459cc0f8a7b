"""Addresses of the shelf, routines, the calendar, today, start, landing, Together and rules."""

from routines.views import (
    accepting,
    builder,
    calendar,
    day,
    facts,
    fitting,
    fixes,
    landing,
    packs,
    rules,
    shelf,
    start,
    today,
    together,
    used,
    week,
)

urlpatterns = [
    *today.urlpatterns,
    *calendar.urlpatterns,
    *week.urlpatterns,
    *day.urlpatterns,
    *used.urlpatterns,
    *landing.urlpatterns,
    *together.urlpatterns,
    *start.urlpatterns,
    *shelf.urlpatterns,
    *packs.urlpatterns,
    *facts.urlpatterns,
    *fitting.urlpatterns,
    *builder.urlpatterns,
    *fixes.urlpatterns,
    *accepting.urlpatterns,
    *rules.urlpatterns,
]
