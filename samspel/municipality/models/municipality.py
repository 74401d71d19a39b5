"""The municipality itself: its name, its languages, and the numbers that the work runs by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models.base import Kept, Sourced
from samspel.municipality.models.organisation import Department


class Municipality(Sourced):
    """The only row of its table. The revision grows each time the files change something."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    contact_centre = models.ForeignKey(
        Department, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("contact centre")
    )
    revision = models.PositiveIntegerField(_("revision"), default=0)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipality")
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="municipality_only_one")]

    def __str__(self) -> str:
        return self.name


class PortalLanguage(Kept):
    """A language that residents' pages can be read in; its code is the web's (`sv`, `ar`)."""

    name = models.CharField(_("name in the language itself"), max_length=60)
    right_to_left = models.BooleanField(_("right to left"), default=False)

    class Meta(Kept.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self) -> str:
        return self.name


class Setting(Sourced):
    """A number that the work runs by; `rules.LIMITS` says which there are, their unit and their bounds."""

    key = models.CharField(_("setting"), max_length=60, unique=True)
    value = models.PositiveIntegerField(_("value"))

    class Meta:
        verbose_name = _("setting")
        verbose_name_plural = _("settings")
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
