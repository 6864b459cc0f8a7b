"""Addresses of the curators' pages, below the admin's."""

from django.urls import path

from products.views import curation

urlpatterns = [
    path("", curation.dashboard, name="curation"),
    path("products/", curation.product_queue, name="curation-products"),
    path("products/<int:pk>/", curation.product_page, name="curation-product"),
    path("products/<int:pk>/approve/", curation.product_approve, name="curation-approve"),
    path("products/<int:pk>/merge/", curation.product_merge, name="curation-merge"),
    path("products/<int:pk>/reject/", curation.product_reject, name="curation-reject"),
    path("changes/<int:pk>/revert/", curation.change_revert, name="curation-revert"),
    path("proposals/", curation.proposal_queue, name="curation-proposals"),
    path("proposals/<int:pk>/reject/", curation.proposal_reject, name="curation-proposal"),
]
