"""Every page of the site with something on it, for tests that hold for all pages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from accounts.models import User
from journal.models import Entry
from products.models import Product, Suggestion
from products.services.tagging import products_retag
from routines.engine.schedule import DAILY, weekdays
from routines.models import Pack, Pause, Routine, Step, Use
from routines.noticed import AHEAD, Noticed, noticed_for
from routines.selectors import plan_between
from tests.factories import make_item, make_product, make_routine, make_step, make_user

TODAY = date(2026, 11, 24)
LONG = "A product whose name goes on as long as names on real packs do, 50 ml Limited Edition"
EVENING = ("cleanser", "hydrating_toner", "serum", "ampoule", "moisturizer")


@dataclass(frozen=True)
class Home:
    """Somebody with a routine that has mistakes in it, and notes of some days."""

    user: User
    routine: Routine
    step: Step

    @property
    def noticed(self) -> Noticed:
        """What their builder says."""
        owned = plan_between(self.user, TODAY, TODAY + AHEAD)
        return noticed_for(self.user, owned, TODAY, TODAY + AHEAD, TODAY)


def make_home(copies: int = 1) -> Home:
    """Make a home with `copies` of each step, notes and products."""
    user = make_user(password="a long enough one")
    routine = make_routine(user, starts_on=TODAY - timedelta(days=60))
    steps = []
    for copy in range(copies):
        for kind in EVENING:
            product = make_product(kind, name=f"{LONG} {kind} {copy}")
            schedule = weekdays(0, 2, 4) if kind == "ampoule" else DAILY
            steps.append(make_step(routine, product, schedule=schedule))
        sunscreen = make_step(routine, make_product("sunscreen"), "AM")
        make_product("serum", name=f"Own {copy}", owner=user)
        day = TODAY - timedelta(days=copy + 1)
        for step in (steps[-1], sunscreen):
            Pack.objects.create(
                owner=user, shelf_item=step.shelf_item, opened_on=day, expires_on=day
            )
        Entry.objects.create(owner=user, date=day, overall=1, note="A little tight")
        Use.objects.create(
            owner=user,
            date=day,
            session="PM",
            line=steps[0].line,
            shelf_item=steps[0].shelf_item,
            state=Use.State.DONE,
        )
    Pause.objects.create(owner=user, first=TODAY + timedelta(days=9), last=TODAY + timedelta(11))
    later = TODAY + timedelta(days=300)  # said on the routine's page, and nowhere else
    Pause.objects.create(owner=user, routine=routine, first=later, last=later)
    return Home(user, routine, steps[3])


def public_pages() -> dict[str, str]:
    """Return the pages of a visitor, by name."""
    product = make_product(
        "serum", name=f"{LONG} serum", ingredients_text="Aqua, Glycerin, Linalool, Parfum"
    )
    products_retag([product.pk])
    return {
        "landing": "/",
        "landing of a pair apart": "/?item=exfoliating_toner&item=exfoliant_physical",
        "together": "/together/",
        "together, a pair": "/together/?item=retinoid_otc&item=aha",
        "together, much": "/together/?item="
        + "&item=".join(
            [product.slug, "ampoule", "sunscreen", "vitamin_c_pure", "nothing-known", "aha"]
        ),
        "together, searched": "/together/?item=serum&q=acid",
        "together, nothing found": "/together/?q=nothing-like-this",
        "rules": "/rules/",
        "rules narrowed": "/rules/?section=sun&tier=core",
        "rule": "/rules/ampoule-too-often/",
        "rule about a person": "/rules/pregnancy-retinoid/",
        "products": "/products/",
        "products found": "/products/?q=serum",
        "no products found": "/products/?q=nothing-like-this",
        "product": product.get_absolute_url(),
        **compare_pages(product),
        "ingredients": "/ingredients/",
        "no ingredients found": "/ingredients/?q=nothing-like-this",
        "ingredient": "/ingredients/linalool/",
        "downloads": "/products/download/",
        "sign in": "/accounts/login/",
        "sign up": "/accounts/signup/",
        "reset": "/accounts/password/reset/",
        "not found": "/nowhere/",
    }


def compare_pages(product: Product) -> dict[str, str]:
    """Return the pages that compare a product, by name."""
    other = make_product("serum", name=LONG, ingredients_text="Aqua, Retinol", size_ml=30, units=7)
    products_retag([other.pk])
    compare = "/products/compare/"
    return {
        "compare": f"{compare}?with={product.slug}&with={other.slug}&with=nothing-known",
        "compare one": f"{compare}?with={product.slug}&with={product.slug}",
        "compare, searched": f"{compare}?with={product.slug}&q=serum",
        "compare nothing": compare,
    }


def private_pages(home: Home) -> dict[str, str]:
    """Return the pages of somebody who is signed in, by name."""
    routine, line = home.routine.get_absolute_url(), home.step.line
    fix, keep = next((card.fix, card.keep_url) for card in home.noticed.open if card.fix)
    return {
        "today": "/today/",
        "yesterday": "/today/?day=yesterday&session=PM",
        "evening": "/today/?session=PM",
        "calendar": "/calendar/",
        "month past": "/calendar/2026-10/",
        "week": "/calendar/2026-W48/",
        "week past": "/calendar/2026-W45/",
        **day_pages(home),
        "pause": "/calendar/pause/",
        "routines": "/routines/",
        "builder": routine,
        "builder, a step opened": f"{routine}?edit={line}",
        "builder, adding": f"{routine}?add=PM&q=serum",
        "builder, name and last day": f"{routine}?about=1",
        "arrange": f"{routine}arrange/",
        "start": "/start/?pm=cleanser&pm=ampoule&pm=serum&first=serum",
        "paste": "/start/paste/",
        "fix": f"/plan/fix/?fix={fix.value}",
        "fix all": "/plan/fix-all/",
        "keep as it is": keep,
        **shelf_pages(home),
        "journal": "/journal/",
        "journal entry": "/journal/2026-11-23/",
        "journal entry to come": "/journal/2026-11-24/",
        "journal delete": "/journal/2026-11-23/delete/",
        **product_pages(home),
        "settings": "/settings/",
        "skin profile": "/settings/skin/",
        "change password": "/accounts/password/change/",
    }


def handed_in_pages(home: Home) -> dict[str, str]:
    """Return the pages of what somebody offered or proposed, by name."""
    waiting, own, taken, rejected = (
        make_product("serum", name=f"{LONG} {number}", owner=home.user) for number in range(4)
    )
    for product, status in ((waiting, "pending"), (taken, "published"), (rejected, "rejected")):
        copy = make_product("serum", name=LONG, status=status)
        now = datetime(2026, 11, 20, tzinfo=UTC)
        Suggestion.objects.create(owner=home.user, product=product, copy=copy, offered_at=now)
    taken.merged_into = copy = Product.objects.get(offered_as__product=taken)
    taken.save()
    item = make_item(home.user, taken)
    return {
        "offer": f"{own.get_absolute_url()}offer/",
        "offered product": waiting.get_absolute_url(),
        "rejected product": rejected.get_absolute_url(),
        "taken product": copy.get_absolute_url(),
        "taken product on the shelf": item.get_absolute_url(),
        "propose": f"{copy.get_absolute_url()}propose/",
    }


def product_pages(home: Home) -> dict[str, str]:
    """Return the pages about products, by name."""
    product = home.step.shelf_item.product
    return {
        "together": f"/together/?item=aha&item={product.slug}",
        "products": "/products/",
        "product": product.get_absolute_url(),
        "product in the routine": f"{product.get_absolute_url()}routine/",
        "product that fits": f"{make_product('essence').get_absolute_url()}routine/",
        "product without a place": f"{make_product('ampoule').get_absolute_url()}routine/",
        "compare": f"/products/compare/?with={product.slug}",
        "own product": "/products/suggest/",
        "own ampoule": "/products/suggest/?kind=ampoule",
        **handed_in_pages(home),
    }


def day_pages(home: Home) -> dict[str, str]:
    """Return the pages about one day, by name."""
    line, day, past = home.step.line, "/calendar/2026-11-25/", "/calendar/2026-11-23/"
    return {
        "day": day,
        "day past": past,
        "move": f"{day}move/?from=PM&line={line}",
        "something else": f"{past}other/?session=PM&line={line}",
        "a leftover": f"{past}dose/?session=PM&line={line}",
        "treatments": "/journal/2026-11-23/treatments/",
    }


def shelf_pages(home: Home) -> dict[str, str]:
    """Return the pages of the shelf, by name."""
    pack = Pack.objects.for_user(home.user).select_related("shelf_item")[0]
    item = pack.shelf_item.get_absolute_url()
    return {
        "shelf": "/shelf/",
        "shelf, a part": "/shelf/?show=unused",
        "shelf, one product": item,
        "shelf, a pack": f"{item}packs/{pack.pk}/",
        "shelf, another pack": f"{item}packs/add/",
        "shelf, own product": "/shelf/own/",
        "shelf questions": f"{item}questions/",
        "shelf label": f"/shelf/{home.step.shelf_item_id}/label/",
    }
