"""Addresses of the journal."""

from django.urls import path

from journal import views
from journal.treatments import treatments

urlpatterns = [
    path("journal/", views.journal_list, name="journal-list"),
    path("journal/<day:day>/", views.journal_entry, name="journal-entry"),
    path("journal/<day:day>/note/", views.journal_note, name="journal-note"),
    path("journal/<day:day>/treatments/", treatments, name="treatments"),
    path("journal/<day:day>/delete/", views.journal_delete, name="journal-delete"),
]
