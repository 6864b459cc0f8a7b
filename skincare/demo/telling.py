"""Live the demo account's days one by one, so that its past is made the way anybody's is."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import SkinProfile, User
from journal.services import entry_save
from routines.engine.plan import Session
from routines.services.uses import session_skip, uses_skip, uses_tick
from skincare.demo.stage import Stage
from skincare.demo.story import MOODS, SCENES, Scene

SEED = 7
NOON, NIGHT = time(12), time(22)
HOURS = {Session.AM: time(7, 30), Session.PM: time(21, 30)}
# Of a hundred sessions: left out whole, one step left out, not all ticked; the rest are complete.
LEFT_OUT, ONE_LEFT_OUT, SOME_UNTICKED = 3, 10, 18
OFTEN_NOTED = 0.6


@transaction.atomic
def story_tell(*, email: str, password: str, days: int, now: datetime) -> User:
    """Make an account whose last `days` days, today included, hold the demo's story.

    The same days give the same story. Raises Product.DoesNotExist for a catalogue without the
    starter products.
    """
    first = now.date() - timedelta(days=days - 1)
    begun = _at(first, time(7), now)
    user = User.objects.create_user(email, password, name="Robin", date_joined=begun)
    SkinProfile.objects.create(user=user)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    dice = Random(SEED)  # noqa: S311 (a story, not a secret)
    scenes = {first + timedelta(days=round(scene.at * (days - 1))): scene for scene in SCENES}
    for day in _days(first, now.date()):
        _live(user, day, now, scenes.get(day), dice)
    return user


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def _at(day: date, hour: time, now: datetime) -> datetime:
    return datetime.combine(day, hour, now.tzinfo)


def _live(user: User, day: date, now: datetime, scene: Scene | None, dice: Random) -> None:
    """Live one day, as far as it has come by now."""
    if scene:
        scene.play(Stage(user, _at(day, time(7), now)))
    for session, hour in HOURS.items():
        if (moment := _at(day, hour, now)) <= now:
            _use(Stage(user, moment), session, dice)
    if day < now.date():
        _note(user, day, scene, dice)


def _use(stage: Stage, session: Session, dice: Random) -> None:
    user, now = stage.user, stage.now
    turns = stage.turns(stage.day, session)
    roll, chosen = dice.randrange(100), dice.random()
    if not turns:
        return
    if roll < LEFT_OUT:
        session_skip(user=user, day=stage.day, session=session.value, now=now)
        return
    one = turns[int(chosen * len(turns))]
    if roll < ONE_LEFT_OUT:
        uses_skip(user=user, turns=[one], now=now)
        turns.remove(one)
    elif roll < SOME_UNTICKED:
        turns = turns[: turns.index(one)]
    uses_tick(user=user, turns=turns, now=now)


def _note(user: User, day: date, scene: Scene | None, dice: Random) -> None:
    mood = dice.choices(MOODS, [mood.weight for mood in MOODS])[0]
    note, wanted = dice.choice(mood.notes), dice.random() < OFTEN_NOTED
    answers: dict[str, object] = {**mood.scores, "note": note, "factors": list(mood.factors)}
    if scene:
        answers |= {"note": scene.note, "factors": list(scene.factors)}
    if scene or wanted:
        entry_save(owner=user, day=day, answers=answers, seen=None)
