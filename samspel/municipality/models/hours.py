"""When the office is open: hours of the week, eves that are days off, and single days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models.base import Sourced


class OfficeHours(Sourced):
    """One span of local time on one weekday (Monday is 0); a day can have several, or none."""

    weekday = models.PositiveSmallIntegerField(_("weekday"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ("weekday", "opens")
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="office_hours_weekday"),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="office_hours_close_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class ClosedEve(Sourced):
    """An eve on which the office is closed although it is no public holiday, by its Swedish name."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("closed eve")
        verbose_name_plural = _("closed eves")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class SpecialDay(Sourced):
    """A single day that the municipality sets otherwise: closed, or open between two times."""

    day = models.DateField(_("day"), unique=True)
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ("day",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__isnull=True, closes__isnull=True)
                | models.Q(opens__isnull=False, closes__isnull=False, closes__gt=models.F("opens")),
                name="special_day_closed_or_open_between",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}"
