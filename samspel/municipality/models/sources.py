"""The documents that rows refer to by a short mark, such as [2]."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models.base import Named


class SourceDocument(Named):
    """A decision, a commission, a plan: what the mark with its code means."""

    number = models.CharField(_("number"), max_length=60, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    url = models.URLField(_("web address"), blank=True)

    class Meta(Named.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    @property
    def mark(self) -> str:
        """How rows refer to it."""
        return f"[{self.code}]"
