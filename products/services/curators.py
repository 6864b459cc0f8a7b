"""Make somebody a curator of the catalogue."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.models import User

CURATORS = "Curators"
MAY = (
    *("view_product", "add_product", "change_product", "delete_product", "view_historicalproduct"),
    *("view_ingredient", "view_ingredientname", "change_ingredientname"),
    *("view_productactive", "add_productactive", "change_productactive", "delete_productactive"),
    *("view_brand", "add_brand", "change_brand", "delete_brand", "view_historicalbrand"),
)


@transaction.atomic
def curator_make(*, email: str) -> User:
    """Let somebody into the admin, to curate the catalogue and nothing else.

    Raises User.DoesNotExist if nobody has signed up with this email.
    """
    user = User.objects.get(email__iexact=email.strip())
    group, _ = Group.objects.get_or_create(name=CURATORS)
    group.permissions.set(
        Permission.objects.filter(content_type__app_label="products", codename__in=MAY)
    )
    user.groups.add(group)
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user
