"""A bare Django site of one page: signed in by session, 5 queries, 200 rows through a template.

It stands on its own settings, so it is imported only in a process of its own (baseline.py).
"""

from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import connection, models
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

ROWS, SHOWN, GROUPS = 2_000, 200, 8
TEMPLATES = {
    "base.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{% block title %}{% endblock %}</title></head><body>
<header>{% if user.is_authenticated %}{{ user.username }}{% endif %}</header>
{% for message in messages %}<p>{{ message }}</p>{% endfor %}
<main>{% block main %}{% endblock %}</main></body></html>""",
    "list.html": """{% extends "base.html" %}{% block title %}List{% endblock %}{% block main %}
<p>{{ stats.count }} entries, last {{ stats.last|date:"Y-m-d H:i" }}</p>
<ul>{% for group in groups %}<li>{{ group.name }}: {{ group.entries }}</li>{% endfor %}</ul>
<table><tbody>{% for row in rows %}<tr><td><a href="/entry/{{ row.pk }}/">{{ row.title }}</a></td>
<td>{{ row.group.name }}</td><td>{{ row.when|date:"Y-m-d H:i" }}</td>
<td>{% if row.done %}yes{% else %}no{% endif %}</td><td>{{ row.notes }}</td></tr>
{% endfor %}</tbody></table>{% endblock %}""",
}


class Group(models.Model):
    """What an entry belongs to."""

    objects: ClassVar[models.Manager["Group"]]
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One row of the list."""

    objects: ClassVar[models.Manager["Entry"]]
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE)
    when = models.DateTimeField(db_index=True)
    title = models.CharField(max_length=100)
    notes = models.TextField()
    done = models.BooleanField(default=False)

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.title


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """Show the newest rows; session and user are two queries, the three here make five."""
    entries = Entry.objects.filter(user_id=request.user.pk)
    context = {
        "stats": entries.aggregate(count=Count("pk"), last=Max("when")),
        "groups": list(Group.objects.annotate(entries=Count("entry"))),
        "rows": list(entries.select_related("group").order_by("-when")[:SHOWN]),
    }
    return render(request, "list.html", context)


urlpatterns = [path("list/", listing)]


def fill() -> User:
    """Make the tables of this module and their rows, and return who owns them."""
    with connection.schema_editor() as editor:
        editor.create_model(Group)
        editor.create_model(Entry)
    user = User.objects.create(username="bench")
    groups = [Group.objects.create(name=f"Group {number}") for number in range(GROUPS)]
    now = timezone.now()
    Entry.objects.bulk_create(
        Entry(
            user=user,
            group=groups[number % GROUPS],
            when=now - timedelta(hours=3 * number),
            title=f"Entry number {number}",
            notes="Some notes about this one, <b>quoted</b>",
            done=number % 3 == 0,
        )
        for number in range(ROWS)
    )
    return user
