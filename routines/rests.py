"""When a single routine rests, as the pages of routines say it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from routines.models import Pause
from routines.words import rest_words


def routine_rests(pauses: Iterable[Pause], since: date) -> Mapping[int, list[tuple[Pause, str]]]:
    """Return the pauses of single routines that go on or begin by a day, with their words.

    By routine, soonest first.
    """
    rests = defaultdict(list)
    for pause in sorted(pauses, key=lambda pause: (pause.first, pause.last)):
        if pause.routine_id and pause.last >= since:
            rests[pause.routine_id].append((pause, rest_words(pause.first, pause.last)))
    return rests
