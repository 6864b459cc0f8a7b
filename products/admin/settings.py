"""Kinds in the admin, for the owner of the server, and what all settings of theirs share."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from accounts.kept import Kept
from products.kinds_in_force import kind_settings
from products.knowledge import kinds
from products.models import KindSetting
from products.models.kinds import HIGHEST
from products.services.owner_settings import setting_save, settings_remove


class SettingAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # the package has no types
    """What this server holds differently, with history. Curators have no permission for it."""

    kept: ClassVar[Kept[Any]]
    object_history_list_template = "products/admin_history.html"
    readonly_fields = ["as_stated"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        setting_save(setting=obj, kept=self.kept)

    def delete_model(self, _request: HttpRequest, obj: Any) -> None:
        settings_remove(settings=[obj], kept=self.kept)

    def delete_queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> None:
        settings_remove(settings=queryset, kept=self.kept)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 422 where something typed is wrong, as every form of the site does."""
        answer: HttpResponse = super().changeform_view(request, *args, **kwargs)
        if getattr(answer, "context_data", None) and answer.context_data["errors"]:  # type: ignore[attr-defined]  # of a page that is not printed yet
            answer.status_code = 422
        return answer


@admin.register(KindSetting)
class KindSettingAdmin(SettingAdmin):
    """Where kinds go in the order, and how often they are used at most."""

    kept = kind_settings
    list_display = ["kind", *HIGHEST, "note"]
    search_fields = ["kind", "note"]
    history_list_display = [*HIGHEST, "note"]
    fieldsets = [
        (
            None,
            {
                "fields": ["kind", "as_stated", *HIGHEST, "note"],
                "description": _(
                    "Every page goes by it within 30 seconds, and the pages of such products say "
                    "what is different here. Routines are not changed."
                ),
            },
        )
    ]

    @admin.display(description=_("as it is known"))
    def as_stated(self, setting: KindSetting) -> str:
        """Name the figures of the kind that may be set."""
        kind = kinds().get(setting.kind)
        if kind is None:
            return str(_("Choose a kind and save; then its figures stand here."))
        return "; ".join(
            f"{label_for_field(name, KindSetting)}: {getattr(kind, name) or _('none')}"
            for name in HIGHEST
        )
