"""What can be done on a day of the demo account: the services that a person's clicks call."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.models import User
from products.models import Product
from routines.engine.causes import causes
from routines.engine.check import check
from routines.engine.fixes import Fix, apply
from routines.engine.plan import Session
from routines.engine.repair import first_working
from routines.engine.rules import load_rules
from routines.engine.schedule import Schedule
from routines.engine.trouble import LOOKAHEAD, look_ahead
from routines.fix_words import fix_label
from routines.models import Pack, Routine, ShelfItem
from routines.selectors import plan_between
from routines.services.editing import Desk
from routines.services.packs import pack_open, pack_save
from routines.services.routine import step_add
from routines.services.shelf import shelf_add, shelf_save
from routines.services.uses import Turn
from routines.sessions import day_sessions
from routines.step_rows import lines_of


@dataclass(frozen=True, slots=True)
class Stage:
    """The demo account at one moment of its past."""

    user: User
    now: datetime

    @property
    def day(self) -> date:
        return self.now.date()

    def item(self, address: str) -> ShelfItem:
        """Return a catalogue product from the shelf; it is put there first if need be.

        Raises Product.DoesNotExist where the catalogue no longer lists it.
        """
        product = Product.objects.published().get(slug=address)
        return shelf_add(user=self.user, product=product)

    def open_pack(self, address: str, pao_months: int) -> None:
        """Open a new pack, which says how many months it keeps."""
        item = self.item(address)
        item.pao_months = pao_months
        shelf_save(user=self.user, item=item, now=self.now)
        pack_open(user=self.user, item=item, today=self.day, now=self.now)

    def try_new(self, address: str, pao_months: int) -> None:
        """Open a product never used before, after a patch test that went well."""
        item = self.item(address)
        item.new_to_me, item.patch_test = True, ShelfItem.PatchTest.PASSED
        shelf_save(user=self.user, item=item, now=self.now)
        self.open_pack(address, pao_months)

    def used_up(self, address: str, days: int) -> None:
        """Have finished a pack that lasted so many days."""
        before = self.day - timedelta(days=days)
        pack = Pack(shelf_item=self.item(address), opened_on=before, finished_on=self.day)
        pack_save(user=self.user, pack=pack, now=self.now)

    def find_pack(self, address: str, printed: date) -> None:
        """Open a pack bought long ago, which has its date printed on it."""
        pack = Pack(shelf_item=self.item(address), opened_on=self.day, expires_on=printed)
        pack_save(user=self.user, pack=pack, now=self.now)

    def desk(self) -> Desk:
        owned = plan_between(self.user, self.day, self.day + LOOKAHEAD)
        return Desk(self.user, owned, self.day, self.now)

    def line(self, item: ShelfItem, session: Session) -> str:
        """Return the line a product has in the first routine."""
        plan, product = self.desk().owned.plan, str(item.product_id)
        lines = lines_of(plan, str(self.routine.pk), self.day)
        return next(
            line
            for line, (step, *_later) in lines.items()
            if (step.product, step.session) == (product, session)
        )

    @property
    def routine(self) -> Routine:
        return Routine.objects.for_user(self.user).earliest("pk")

    def add(self, address: str, session: Session, schedule: Schedule) -> None:
        step_add(
            user=self.user,
            owned=self.desk().owned,
            routine=self.routine,
            item=self.item(address),
            session=session,
            today=self.day,
            now=self.now,
            schedule=schedule,
        )

    def fix(self, rule: str) -> None:
        """Apply the first fix that works for a rule."""
        rules, desk, last = load_rules(), self.desk(), self.day + LOOKAHEAD
        plan = desk.owned.plan
        found = causes(check(plan, self.day, last, rules), rules, self.day)
        outlook = look_ahead(plan, self.day, last, self.day, rules)
        fixes = (first_working(outlook, cause) for cause in found if cause.rule.id == rule)
        fix = next(fix for fix in fixes if isinstance(fix, Fix))
        desk.adopt(apply(plan, fix, self.day), fix_label(fix, plan))

    def turns(self, day: date, session: Session) -> list[Turn]:
        """Return whose turn it is in a session, in order of application."""
        rows = day_sessions(plan_between(self.user, day, day), day, self.day)[session].used
        return [Turn(day, session.value, UUID(row.line), row.item, once=row.once) for row in rows]

    def next_turn(self, line: str, session: Session) -> Turn:
        """Return the next turn of a line, from tomorrow on."""
        days = (self.day + timedelta(days=ahead) for ahead in range(1, LOOKAHEAD.days))
        turns = (turn for day in days for turn in self.turns(day, session))
        return next(turn for turn in turns if str(turn.line) == line)
