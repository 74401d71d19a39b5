"""`{% load cited %}`: where a row comes from, with each mark such as [2] leading to what it means."""

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from samspel.municipality import queries
from samspel.municipality.files.checks.sources import MARK

register = template.Library()


@register.filter
def cited(source: str) -> SafeString:
    """{{ row.source|cited }}: the text, its marks of listed sources as links that say their names."""
    known = {one.code: one.name for one in queries.sources()}
    page = reverse("web:sources")
    parts: list[str] = []
    end = 0
    for found in MARK.finditer(source):
        if found[1] in known:
            link = '<a href="{}#source-{}" title="{}">{}</a>'
            parts += [escape(source[end : found.start()]), format_html(link, page, found[1], known[found[1]], found[0])]
            end = found.end()
    return mark_safe("".join([*parts, escape(source[end:])]))  # noqa: S308 - every part is escaped above
