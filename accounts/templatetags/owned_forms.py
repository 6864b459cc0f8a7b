"""A form says whose it is: `{% csrf_token %}`, here and in the admin, with the owner beside."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts.models import User
from accounts.unsent import whose

register = template.Library()


class OwnedForm(CsrfTokenNode):
    """Django's field with the token, and one with the person it is made for.

    They are the same in all forms of an answer, of which the builder has eighty.
    """

    def render(self, context: Context) -> str:
        request: HttpRequest | None = getattr(context, "request", None)
        if request is None:
            return super().render(context)
        fields: dict[str, str] = request.__dict__.setdefault("_form_fields", {})
        token = str(context.get("csrf_token", ""))
        if token not in fields:
            field = super().render(context)
            fields[token] = field and field + self._owner(request)
        return fields[token]

    def _owner(self, request: HttpRequest) -> str:
        user = getattr(request, "user", None)
        if not isinstance(user, User):
            return ""
        return format_html('<input type="hidden" name="whose" value="{}">', whose(user.pk))


@register.tag
def csrf_token(parser: Parser, token: Token) -> OwnedForm:
    return OwnedForm()
