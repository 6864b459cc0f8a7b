"""Addresses of the journal."""

from django.urls import path

from journal import views

urlpatterns = [
    path("journal/", views.journal_list, name="journal-list"),
    path("journal/<day:day>/", views.journal_entry, name="journal-entry"),
    path("journal/<day:day>/signs/", views.journal_signs, name="journal-signs"),
    path("journal/<day:day>/delete/", views.journal_delete, name="journal-delete"),
]
