"""One person with a row in every table that can point to somebody, sessions included."""

from datetime import date
from itertools import count

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, ManyToManyField, Model
from django.test import Client
from django.utils import timezone

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
from routines.models import AcceptedFlag, Pack, Pause, PlanChange, Routine, RuleSetting, Use
from tests.factories import make_product, make_step

DAY = date(2026, 11, 24)
_numbers = count(1)
MARK = "Unmistakable"  # stands in every text of the person


def models_of_people() -> dict[type[Model], list[str]]:
    """Return every model with a reference to a user (tables of history too), and its fields."""
    found: dict[type[Model], list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        fields = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, (ForeignKey, ManyToManyField)) and field.related_model is User
        ]
        if fields:
            found[model] = fields
    return found


def make_routine_with_everything(user: User) -> None:
    private = make_product("ampoule", name=f"{MARK} ampoule", owner=user, brand_typed=MARK)
    routine = Routine.objects.create(owner=user, name=MARK, starts_on=DAY)
    copy = make_product("ampoule", name="Offered ampoule", status="pending")
    Suggestion.objects.create(owner=user, product=private, copy=copy, offered_at=timezone.now())
    step = make_step(routine, private)
    make_step(routine, make_product("serum"), session="AM")
    use = {"owner": user, "date": DAY, "session": "PM", "shelf_item": step.shelf_item}
    Use.objects.create(**use, line=step.line, state=Use.State.DONE)
    Pack.objects.create(owner=user, shelf_item=step.shelf_item, opened_on=DAY)
    Pause.objects.create(owner=user, routine=routine, first=DAY, last=DAY, reason=MARK)
    PlanChange.objects.create(owner=user, made_at=timezone.now(), summary=MARK)
    AcceptedFlag.objects.create(owner=user, made_at=timezone.now(), reason=MARK)
    Entry.objects.create(owner=user, date=DAY, note=MARK, signs=["hives"])
    Procedure.objects.create(owner=user, date=DAY, type=Procedure.Type.WAX)


def make_account_rows(user: User) -> None:
    address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    EmailConfirmation.create(address).save()
    Authenticator.objects.create(user=user, type="totp", data={"secret": MARK})
    user.groups.add(Group.objects.get_or_create(name="Curators of tests")[0])
    user.user_permissions.add(Permission.objects.all()[0])


def make_curated_rows(user: User) -> None:
    """Leave their name on the catalogue, and somebody else's note about them in the admin."""
    brand, product = Brand.objects.create(name=f"Brand {next(_numbers)}"), make_product("toner")
    rule = RuleSetting.objects.create(rule=f"rule-{next(_numbers)}")
    kind = KindSetting.objects.create(kind=f"kind-{next(_numbers)}")
    for row in (brand, product, rule, kind):
        row.history.update(history_user=user)
    IngredientName.objects.create(key=f"{next(_numbers)}", decided_by=user)
    ProductActive.objects.create(product=product, family="aha", decided_by=user)
    Proposal.objects.create(
        owner=user,
        product=product,
        changes={"name": ["toner", MARK]},
        source=MARK,
        made_at=timezone.now(),
        decided_by=user,
    )
    about = {"content_type": ContentType.objects.get_for_model(Product), "action_flag": CHANGE}
    LogEntry.objects.create(user=user, object_id=str(product.pk), object_repr="toner", **about)
    operator, _made = User.objects.get_or_create(email="operator@example.org")
    about["content_type"] = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=operator, object_id=str(user.pk), object_repr=user.email, **about)


def make_sessions(user: User, password: str) -> Client:
    """Sign in twice, go half-way in once, and leave a form in a browser that is signed out."""
    typed = {"login": user.email, "password": password}
    Client().force_login(user)
    Client().post("/accounts/login/", typed)
    asked = Client()
    session = asked.session
    session["unsent"] = {"key": {"owner": user.pk, "address": "/", "typed": f"note={MARK}"}}
    session["account_login"] = {"user_pk": str(user.pk), "email": None, "state": {}}
    session.save()
    here = Client()
    here.post("/accounts/login/", typed)
    here.post("/accounts/reauthenticate/?next=/settings/", {"password": password})
    return here


def make_everything(email: str, password: str) -> tuple[User, Client]:
    """Return the person, and a browser in which they have just proved who they are."""
    user = User.objects.create_user(email, password, name=MARK)
    SkinProfile.objects.create(user=user)
    client = make_sessions(user, password)
    make_account_rows(user)
    make_curated_rows(user)
    make_routine_with_everything(user)
    return user, client
