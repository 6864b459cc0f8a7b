"""Every address of the site, and the one place that knows every app."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.views import account_delete, account_download
from products.views.catalogue import product_detail
from products.views.ingredients import ingredient_detail
from routines.rule_links import rules_about
from routines.shelf_words import found_on_shelf
from skincare import converters
from skincare.health import healthz
from skincare.portability import account_erase, account_export

converters.register()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's own way in, with its rate limits
admin.site.site_header = "Layerwise"
admin.site.site_title = "Layerwise"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("routines.urls")),  # first what is opened most: one after another is tried
    path("admin/curation/", include("products.curation_urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path(
        "settings/download/",
        account_download,
        {"export": account_export},
        name="account-download",
    ),
    path("settings/delete/", account_delete, {"erase": account_erase}, name="account-delete"),
    path("", include("products.urls")),
    path(
        "ingredients/<str:slug>/",
        ingredient_detail,
        {"rules_about": rules_about},
        name="ingredient-detail",
    ),
    path(
        "products/<slug:slug>/",
        product_detail,
        {"on_shelf": found_on_shelf},
        name="product-detail",
    ),
    path("", include("journal.urls")),
]
