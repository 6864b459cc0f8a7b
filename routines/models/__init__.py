"""The shelf, routines and what was really used."""

from routines.models.accepted import AcceptedFlag
from routines.models.changes import PlanChange
from routines.models.routine import Routine, Step
from routines.models.settings import RuleSetting
from routines.models.shelf import Pack, ShelfItem
from routines.models.uses import Pause, Use

__all__ = [
    "AcceptedFlag",
    "Pack",
    "Pause",
    "PlanChange",
    "Routine",
    "RuleSetting",
    "ShelfItem",
    "Step",
    "Use",
]
