"""What somebody keeps as it is: told apart from the rest, for as long as the plan stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from accounts.prepared import OWNER, Prepared
from routines.cards import Card, CardWriter
from routines.engine.causes import Cause, causes
from routines.engine.fingerprint import fingerprint
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Plan
from routines.models import AcceptedFlag


@dataclass(frozen=True, slots=True)
class Accepted:
    """The flags somebody keeps, by fingerprint."""

    rules: Mapping[str, Rule]
    rows: Mapping[str, AcceptedFlag]

    def row(self, plan: Plan, flag: Flag) -> AcceptedFlag | None:
        """Return what keeps a flag of a plan as it is, None where nothing does."""
        if not self.rows:
            return None
        return self.rows.get(fingerprint(flag, plan, self.rules[flag.rule]))

    def leaves_open(self, plan: Plan, flag: Flag) -> bool:
        return self.row(plan, flag) is None


@dataclass(frozen=True, slots=True)
class AcceptedCard:
    """A card that is kept as it is: why, since when, and what takes that back."""

    card: Card
    reason: str
    since: date
    acceptance: UUID


_accepted = Prepared(
    lambda: AcceptedFlag.objects.for_user(OWNER).filter(withdrawn_at=None).order_by("pk")
)


def accepted_by(user: User, rules: Mapping[str, Rule]) -> Accepted:
    """Read what somebody keeps as it is. One query."""
    return Accepted(rules, {row.fingerprint: row for row in _accepted(owner=user.pk)})


def accepted_cards(
    accepted: Accepted, plan: Plan, flags: Iterable[Flag], writer: CardWriter, user: User
) -> tuple[AcceptedCard, ...]:
    """Return what is kept of these flags, the worst first."""
    groups: dict[UUID, list[Flag]] = {}
    for flag in flags:
        if row := accepted.row(plan, flag):
            groups.setdefault(row.acceptance, []).append(flag)
    first_rows = {row.acceptance: row for row in accepted.rows.values()}
    found = [
        (cause, first_rows[acceptance])
        for acceptance, group in groups.items()
        for cause in causes(group, accepted.rules, writer.today)
    ]
    return tuple(
        AcceptedCard(
            card=writer.card(cause, accepted=True),
            reason=row.reason,
            since=row.made_at.astimezone(user.zone).date(),
            acceptance=row.acceptance,
        )
        for cause, row in sorted(found, key=_worst_first)
    )


def _worst_first(entry: tuple[Cause, AcceptedFlag]) -> tuple[int, date]:
    cause, _row = entry
    return -cause.severity.rank, cause.flags[0].date
