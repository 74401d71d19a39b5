"""What is broken, in words, and addresses with a filter changed."""

from urllib.parse import urldefrag, urlencode

from django import template

from samspel.core.http import NEXT
from samspel.core.thread import Node
from samspel.thread import shown
from samspel.thread.queries import Found, Sought
from samspel.thread.queries.broken import Lacking

register = template.Library()


@register.filter
def mended_by(one: Found) -> str:
    """Who should mend it."""
    return shown.mended_by(one)


@register.filter
def kind_of(one: Node) -> str:
    """What kind of thing it is."""
    return shown.kind_of(one.ref)


@register.filter
def thread_of(one: Node) -> str:
    """Where the thing's thread is."""
    return shown.where(one.ref)


@register.filter
def counted(one: Lacking) -> str:
    """What a thing lacks, and how many of its parts do where there are several."""
    return f"{one.lacks} ({one.count})" if one.count > 1 else one.lacks


@register.filter
def and_back(address: str, here: str) -> str:
    """The address of a form that leads back here when it is done."""
    way, place = urldefrag(address)
    back = urlencode({NEXT: here})
    return f"{way}{'&' if '?' in way else '?'}{back}{'#' if place else ''}{place}"


@register.simple_tag
def querystring_of(sought: Sought, **changes: str) -> str:
    """The same filters with something changed, from the first page."""
    asked = {"area": sought.area, "rule": sought.rule, "whose": sought.whose} | changes
    return urlencode({name: value for name, value in asked.items() if value})
