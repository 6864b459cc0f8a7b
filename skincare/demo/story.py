"""What the demo account did: its routine, the turns it took, and how its skin was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from journal.models import Amount, Factor, Overall, Spots
from products.models import Product
from products.services.private import private_product_save
from routines.engine.plan import Session
from routines.engine.schedule import DAILY, Schedule, weekdays
from routines.services.editing import StepChange, routine_save, step_change, step_move, step_swap
from routines.services.routine import line_pause, routine_create
from routines.services.shelf import shelf_add, shelf_set_label
from routines.services.uses import pause_add, use_move
from skincare.demo.stage import Stage

DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY, FRIDAY, SUNDAY = 0, 1, 2, 4, 6

BALM = "farmacy-green-clean-cleansing-balm"
CLEANSER = "round-lab-1025-dokdo-cleanser"
TONER = "beauty-of-joseon-glow-replenishing-rice-milk-toner"
ACID = "the-ordinary-glycolic-acid-7-toning-solution"
SCRUB = "the-body-shop-vitamin-c-daily-glow-cleansing-polish"
AMPOULE = "barbara-sturm-hyaluronic-ampoules"
MORNING_SERUM = "the-ordinary-ascorbyl-glucoside-solution-12"
OLD_SERUM = "the-ordinary-niacinamide-10-zinc-1"
NEW_SERUM = "torriden-dive-in-5d-hyaluronic-acid-ultra-hydrating-serum"
CREAM = "aestura-atobarrier365-cream-moisturizer"
SUNSCREEN = "supergoop-unseen-sunscreen-invisible-broad-spectrum-spf-50"

FIRST_STEPS: tuple[tuple[str, Session, Schedule], ...] = (
    (CLEANSER, Session.AM, DAILY),
    (MORNING_SERUM, Session.AM, DAILY),
    (CREAM, Session.AM, DAILY),
    (SUNSCREEN, Session.AM, DAILY),
    (BALM, Session.PM, DAILY),
    (CLEANSER, Session.PM, DAILY),
    (TONER, Session.PM, DAILY),
    (OLD_SERUM, Session.PM, DAILY),
    (CREAM, Session.PM, DAILY),
)
FIRST_PACKS = {BALM: 12, CLEANSER: 9, MORNING_SERUM: 3, CREAM: 6, SUNSCREEN: 6}
"""What was opened on the first day, with the months it keeps (PAO)."""
USED_UP = {CLEANSER: 118, CREAM: 97}
"""What was finished on the first day, with the days it had lasted."""

COURSE_DAYS = 7
TRAVEL_DAYS = 4
OUT_OF_DATE_DAYS = 20


def routine_begins(stage: Stage) -> None:
    routine_create(
        user=stage.user,
        name="My routine",
        today=stage.day,
        now=stage.now,
        steps=tuple((stage.item(what), session, when) for what, session, when in FIRST_STEPS),
    )
    for what, days in USED_UP.items():
        stage.used_up(what, days)
    for what, months in FIRST_PACKS.items():
        stage.open_pack(what, months)


def ampoule_arrives(stage: Stage) -> None:
    shelf_set_label(item=stage.item(AMPOULE), per_day=None, per_week=None)
    stage.add(AMPOULE, Session.PM, weekdays(SUNDAY))


def ampoule_goes_after_the_serum(stage: Stage) -> None:
    line = stage.line(stage.item(AMPOULE), Session.PM)
    step_move(desk=stage.desk(), line=line, to=4)


def order_is_mended(stage: Stage) -> None:
    stage.fix("ampoule-after-serum")


def acid_begins(stage: Stage) -> None:
    stage.try_new(ACID, 12)
    stage.add(ACID, Session.PM, weekdays(TUESDAY, FRIDAY))


def serum_is_swapped(stage: Stage) -> None:
    line = stage.line(stage.item(OLD_SERUM), Session.PM)
    step_swap(desk=stage.desk(), line=line, item=stage.item(NEW_SERUM), since=stage.day)
    stage.open_pack(NEW_SERUM, 12)


def travel(stage: Stage) -> None:
    last = stage.day + (TRAVEL_DAYS - 1) * DAY
    pause_add(user=stage.user, first=stage.day, last=last, reason="Travel", now=stage.now)


def course_begins(stage: Stage) -> None:
    """Begin seven days of an ampoule whose pack asks for one a day; the usual one rests."""
    user, now, last = stage.user, stage.now, stage.day + (COURSE_DAYS - 1) * DAY
    usual = stage.next_turn(stage.line(stage.item(AMPOULE), Session.PM), Session.PM).line
    line_pause(
        user=user, line=usual, first=stage.day, last=last, summary="Paused the ampoule", now=now
    )
    own = Product(kind="ampoule", name="Seven-day ampoule set", units=7, size_ml=14)
    item = shelf_add(user=user, product=private_product_save(owner=user, product=own))
    shelf_set_label(item=item, per_day=1, per_week=7)
    steps = ((item, Session.PM, DAILY),)
    course = routine_create(
        user=user, name="Seven-day course", today=stage.day, now=now, steps=steps
    )
    course.ends_on = last
    routine_save(user=user, routine=course, now=now)


def ampoule_waits_a_day(stage: Stage) -> None:
    turn = stage.next_turn(stage.line(stage.item(AMPOULE), Session.PM), Session.PM)
    use_move(user=stage.user, turn=turn, day=turn.day + DAY, session=turn.session, now=stage.now)


def scrub_begins(stage: Stage) -> None:
    stage.find_pack(SCRUB, printed=stage.day - OUT_OF_DATE_DAYS * DAY)
    stage.add(SCRUB, Session.PM, weekdays(FRIDAY))


def ampoule_comes_more_often(stage: Stage) -> None:
    change = StepChange(weekdays(MONDAY, WEDNESDAY, FRIDAY), Session.PM, stage.day, None)
    step_change(desk=stage.desk(), line=stage.line(stage.item(AMPOULE), Session.PM), change=change)


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happened, at a share (from 0 to 1) of the whole time, and that day's note."""

    at: float
    play: Callable[[Stage], None]
    note: str
    factors: tuple[Factor, ...] = ()


SCENES = (
    Scene(0, routine_begins, "Starting to write down what I use."),
    Scene(
        0.08,
        ampoule_arrives,
        "Bought a box of ampoules. Sundays only, to begin with.",
        (Factor.NEW_PRODUCT,),
    ),
    Scene(0.1, ampoule_goes_after_the_serum, "Tried the ampoule after the serum instead."),
    Scene(0.2, order_is_mended, "Ampoule is back before the serum."),
    Scene(
        0.27,
        acid_begins,
        "The spot behind the ear stayed calm: glycolic toner on Tuesdays and Fridays.",
        (Factor.NEW_PRODUCT,),
    ),
    Scene(
        0.38, serum_is_swapped, "Old serum is used up, opened the new one.", (Factor.NEW_PRODUCT,)
    ),
    Scene(
        0.5,
        course_begins,
        "First evening of the seven-day set. The pack says one a day.",
        (Factor.NEW_PRODUCT,),
    ),
    Scene(0.7, ampoule_waits_a_day, "Late evening ahead, the ampoule can wait until Monday."),
    Scene(0.85, travel, "Away for a few days, hotel soap it is.", (Factor.TRAVEL,)),
    Scene(
        0.92,
        scrub_begins,
        "Found the polish again. For Fridays, if it still keeps.",
        (Factor.NEW_PRODUCT,),
    ),
    Scene(0.97, ampoule_comes_more_often, "Ampoules on three evenings, let us see."),
)


@dataclass(frozen=True, slots=True)
class Mood:
    """How a day may be noted; one `weight` in the sum of all."""

    weight: int
    scores: Mapping[str, int]
    notes: tuple[str, ...]
    factors: tuple[Factor, ...] = field(default=())


MOODS = (
    Mood(7, {"overall": Overall.CALM}, ("", "", "Nothing to report.", "Comfortable all day.")),
    Mood(
        6,
        {"overall": Overall.FINE, "redness": Amount.NONE, "irritation": Amount.NONE},
        ("", "", "A little shiny by noon.", "Fine, a bit dull."),
    ),
    Mood(
        4,
        {"overall": Overall.FINE, "dryness": Amount.LITTLE},
        ("Tight after the shower.", "Dry round the nose.", ""),
        (Factor.COLD_WIND,),
    ),
    Mood(
        3,
        {"overall": Overall.FINE, "breakouts": Spots.FEW},
        ("One spot on the chin.", "Two small ones on the forehead."),
        (Factor.CYCLE,),
    ),
    Mood(
        2,
        {"overall": Overall.OFF, "redness": Amount.LITTLE, "dryness": Amount.LITTLE},
        ("Cheeks a bit red this evening.", "Blotchy after the long walk."),
        (Factor.SLEPT_BADLY,),
    ),
    Mood(
        2,
        {"overall": Overall.FINE, "sweat": True},
        ("Ran by the river, washed once more.",),
    ),
    Mood(
        1,
        {"overall": Overall.OFF, "irritation": Amount.LITTLE, "redness": Amount.LITTLE},
        ("Stings a little where I rubbed.",),
        (Factor.STRESS,),
    ),
)
