"""Which products somebody may see."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.prepared import Given

if TYPE_CHECKING:
    from products.models import Product  # noqa: F401 - named in the type below

PUBLISHED = Q(owner=None, status="published", merged_into=None)


class ProductQuerySet(models.QuerySet["Product"]):
    """Catalogue rows are everybody's; private rows are their owner's alone."""

    def catalogue(self) -> Self:
        """Keep catalogue rows, whatever their status (for curators)."""
        return self.filter(owner=None)

    def published(self) -> Self:
        """Keep the catalogue as everybody sees it."""
        return self.filter(PUBLISHED)

    def update(self, **values: Any) -> int:
        """Change rows at once; imported drafts that become public are found from then on."""
        if values.get("status") == "published":
            wordless = list(
                self.filter(search_tokens="").select_related("brand").defer("ingredients_text")
            )
            for product in wordless:
                product.index_words()
            self.model._base_manager.bulk_update(wordless, self.model.WORDS, batch_size=500)
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # as Django marks it

    def for_user(self, user: User) -> Self:
        """Keep the private products of one person."""
        return self.filter(owner=user)

    def usable_by(self, user: User | AnonymousUser) -> Self:
        """Keep what somebody may put on the shelf: the published catalogue and their own.

        An own product that went into the catalogue is there.
        """
        if not isinstance(user, User):
            return self.published()
        return self.filter(PUBLISHED | Q(owner=user, merged_into=None))

    def seen_by(self, user: User | AnonymousUser | Given) -> Self:
        """Keep what somebody may look at: merged products too, for curators also unpublished."""
        if isinstance(user, AnonymousUser):
            return self.filter(owner=None, status="published")
        if isinstance(user, User) and user.is_staff and user.has_perm("products.view_product"):
            return self.filter(Q(owner=None) | Q(owner=user))
        return self.filter(Q(owner=None, status="published") | Q(owner=user))
