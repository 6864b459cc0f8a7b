"""A form says whose it is: `{% csrf_token %}`, here and in the admin, with the owner beside."""

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts.models import User
from accounts.unsent import whose

register = template.Library()


class OwnedForm(CsrfTokenNode):
    """Django's field with the token, and one with the person it is made for."""

    def render(self, context: Context) -> str:
        token = super().render(context)
        user = getattr(getattr(context, "request", None), "user", None)
        if not (token and isinstance(user, User)):
            return token
        return token + format_html('<input type="hidden" name="whose" value="{}">', whose(user.pk))


@register.tag
def csrf_token(parser: Parser, token: Token) -> OwnedForm:
    return OwnedForm()
