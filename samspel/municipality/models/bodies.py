"""Who leads: the bodies of the coordination model, their seats, what they lean on, and every duty as a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.functions import Function
from samspel.municipality.models.base import Kept, Named
from samspel.municipality.models.organisation import Department, Organisation, Unit


class BodyLevel(models.TextChoices):
    """At which level a body leads."""

    POLITICAL = "political", _("political")
    STRATEGIC = "strategic", _("strategic")
    TACTICAL = "tactical", _("tactical")
    OPERATIVE = "operative", _("operative")


class Body(Named):
    """A forum with a mandate. One that does not meet as such (the operative resources) has no cadence."""

    short_name = models.CharField(_("short name"), max_length=60)
    level = models.CharField(_("level"), max_length=9, choices=BodyLevel)
    mandate = models.TextField(_("mandate"))
    meets = models.BooleanField(_("meets"), default=True)
    convenor = models.CharField(_("convenor"), max_length=200, blank=True)
    cadence = models.CharField(_("how often it meets"), max_length=200, blank=True)
    least_per_year = models.PositiveSmallIntegerField(_("least number of meetings a year"), null=True, blank=True)
    most_per_year = models.PositiveSmallIntegerField(_("most meetings a year"), null=True, blank=True)
    reports_to = models.ForeignKey(
        "self", models.PROTECT, related_name="hears_from", null=True, blank=True, verbose_name=_("reports to")
    )

    class Meta(Named.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")


class BodySeat(Kept):
    """A seat in a body, held by a role."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=200)
    function = models.CharField(_("function"), max_length=24, choices=Function.choices, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="seats", null=True, blank=True, verbose_name=_("department")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="seats", null=True, blank=True, verbose_name=_("organisation")
    )

    class Meta(Kept.Meta):
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self) -> str:
        return self.role


class BodyResource(Kept):
    """What a body leans on between its meetings: a unit, or people of a function."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="resources", verbose_name=_("body"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", null=True, blank=True, verbose_name=_("unit"))
    function = models.CharField(_("function"), max_length=24, choices=Function.choices, blank=True)

    class Meta(Kept.Meta):
        verbose_name = _("support of a body")
        verbose_name_plural = _("support of bodies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False, function="")
                | (models.Q(unit__isnull=True) & ~models.Q(function="")),
                name="body_resource_is_unit_or_function",
            )
        ]

    def __str__(self) -> str:
        return str(self.unit) if self.unit else self.function


class BodyDuty(Kept):
    """One duty of a body, followed up on its own."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="duties", verbose_name=_("body"))
    text = models.TextField(_("duty"))

    class Meta(Kept.Meta):
        verbose_name = _("duty")
        verbose_name_plural = _("duties")

    def __str__(self) -> str:
        return self.text
