"""People in the admin: for the superuser only, and no more of them than running a server needs."""

from typing import TYPE_CHECKING

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin
from django.http import HttpRequest

from accounts.models import User

if TYPE_CHECKING:  # ModelAdmin takes a parameter in django-stubs, not in Django 5.2
    UserModelAdmin = admin.ModelAdmin[User]
else:
    UserModelAdmin = admin.ModelAdmin

# Nobody's secrets, passkeys, addresses and browsers are read here; an email stands with its user.
admin.site.unregister([Authenticator, EmailAddress, UserSession])


@admin.register(User)
class UserAdmin(UserModelAdmin):
    """Let accounts in or out, and make curators. Profiles are not in the admin at all."""

    list_display = ["email", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email"]
    ordering = ["email"]
    fields = ["email", "is_active", "is_staff", "groups", "date_joined", "last_login"]
    readonly_fields = ["email", "date_joined", "last_login"]
    filter_horizontal = ["groups"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._is_superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self._is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self._is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def _is_superuser(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser
