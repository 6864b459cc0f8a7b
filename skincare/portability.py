"""All that belongs to one person, over every app: to take along, and to delete."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Model

from accounts.models import SkinProfile, User
from journal.models import Entry, Procedure
from products.models import (
    Brand,
    IngredientName,
    KindSetting,
    Product,
    ProductActive,
    Proposal,
    Suggestion,
)
from routines.models import (
    AcceptedFlag,
    Pack,
    Pause,
    PlanChange,
    Routine,
    RuleSetting,
    ShelfItem,
    Step,
    Use,
)

FORMAT = {"format": "layerwise-account", "version": 1}
# What sessions call a person: Django, the steps of signing in, forms that are not sent yet.
NAMES_SOMEBODY = {SESSION_KEY, "user_pk", "user_id", "email", "owner"}


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the file: the rows of a model whose field `owner` is the person."""

    name: str
    model: type[Model]
    owner: str = "owner"
    leave_out: frozenset[str] = frozenset()
    more: Mapping[str, str] = field(default_factory=dict)  # name in the file -> path of a field


PARTS = (
    Part("account", User, "pk", frozenset({"password"})),
    Part("profile", SkinProfile, "user"),
    Part("emails", EmailAddress, "user"),
    # What proves who somebody is stays here: a file may fall into other hands.
    Part("two_step", Authenticator, "user", frozenset({"data"})),
    Part("signed_in", UserSession, "user", frozenset({"session_key", "data"})),
    Part("products", Product, leave_out=frozenset({*Product.WORDS, "popularity"})),
    Part("suggestions", Suggestion),
    Part("proposals", Proposal, leave_out=frozenset({"decided_by"})),
    Part(
        "shelf",
        ShelfItem,
        more={"product_name": "product__name", "product_brand": "product__brand__name"},
    ),
    Part("packs", Pack),
    Part("routines", Routine),
    Part("steps", Step),
    Part("uses", Use),
    Part("pauses", Pause),
    Part("changes", PlanChange),
    Part("accepted", AcceptedFlag),
    Part("journal", Entry),
    Part("treatments", Procedure),
    Part("curated_brands", Brand.history.model, "history_user"),
    Part("curated_products", Product.history.model, "history_user"),
    Part("curated_names", IngredientName, "decided_by"),
    Part("curated_actives", ProductActive, "decided_by"),
    # Of proposals by others, only the decision.
    Part(
        "curated_proposals",
        Proposal,
        "decided_by",
        frozenset({"owner", "changes", "source", "made_at"}),
    ),
    Part("curated_kinds", KindSetting.history.model, "history_user"),
    Part("curated_rules", RuleSetting.history.model, "history_user"),
    Part("curated_in_admin", LogEntry, "user"),
)


def account_export(user: User, now: datetime) -> dict[str, object]:
    """Return all that the server stores of somebody, ready for JSON.

    Numbers under the names of rows (`routine`, `shelf_item`, `product`) are the `id`s of rows in
    the other lists; a product that is not in `products` is in the catalogue. One query a list.
    """
    return {**FORMAT, "made_at": now, **{part.name: _rows(part, user) for part in PARTS}}


def _rows(part: Part, user: User) -> list[dict[str, object]]:
    left_out = {part.owner, *part.leave_out}
    names = [one.name for one in part.model._meta.concrete_fields if one.name not in left_out]
    rows = part.model._default_manager.filter(**{part.owner: user.pk}).order_by("pk")
    return list(rows.values(*names, **{name: F(path) for name, path in part.more.items()}))


@transaction.atomic
def account_erase(*, user: User) -> None:
    """Delete somebody's account and every row that is theirs. Nothing brings it back.

    What they did for the catalogue stays, without their name.
    """
    Session.objects.filter(pk__in=list(_sessions_of(user))).delete()
    about_them = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=about_them, object_id=str(user.pk)).delete()
    user.delete()


def _sessions_of(user: User) -> Iterator[str]:
    """Yield the keys of sessions that name the person: signed in, on the way, or with a form.

    All are read: a session tells whose it is only inside its signed content.
    """
    person = {str(user.pk), user.email}
    for session in Session.objects.iterator():
        if _is_about(session.get_decoded(), person):
            yield session.session_key


def _is_about(data: object, person: set[str]) -> bool:
    if isinstance(data, list):
        return any(_is_about(value, person) for value in data)
    if not isinstance(data, dict):
        return False
    return any(
        str(value) in person if name in NAMES_SOMEBODY else _is_about(value, person)
        for name, value in data.items()
    )
