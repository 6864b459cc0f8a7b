"""Addresses of the catalogue and of private products.

Those of one product and of one ingredient are the project's, which knows what other apps add.
"""

from django.urls import path, re_path

from products.views.catalogue import product_list
from products.views.compare import product_compare
from products.views.downloads import product_downloads, product_export
from products.views.ingredients import ingredient_list
from products.views.own import product_edit, product_suggest
from products.views.suggestions import (
    product_follow,
    product_offer,
    product_propose,
    product_withdraw,
    proposal_withdraw,
)

urlpatterns = [
    path("products/", product_list, name="product-list"),
    path("products/download/", product_downloads, name="product-downloads"),
    path("products/compare/", product_compare, name="product-compare"),
    re_path(
        r"^products/download/(?P<file>products|products-odbl)\.(?P<form>csv|json)$",
        product_export,
        name="product-export",
    ),
    path("ingredients/", ingredient_list, name="ingredient-list"),
    path("products/suggest/", product_suggest, name="product-suggest"),
    path("products/<slug:slug>/edit/", product_edit, name="product-edit"),
    path("products/<slug:slug>/offer/", product_offer, name="product-offer"),
    path("products/<slug:slug>/withdraw/", product_withdraw, name="product-withdraw"),
    path("products/<slug:slug>/follow/", product_follow, name="product-follow"),
    path("products/<slug:slug>/propose/", product_propose, name="product-propose"),
    path("proposals/<int:pk>/withdraw/", proposal_withdraw, name="proposal-withdraw"),
]
