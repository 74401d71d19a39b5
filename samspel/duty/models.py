"""The roster of the duty officers."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.models import Versioned
from samspel.duty.rules import Period


class ShiftRows(models.QuerySet["DutyShift"]):
    """Shifts by when they are."""

    def at(self, moment: datetime) -> "ShiftRows":
        """The one shift that a moment lies in, if any."""
        return self.filter(span__contains=moment)

    def within(self, starts: datetime, ends: datetime) -> "ShiftRows":
        """Shifts that have any time from `starts` up to `ends`, in order."""
        return self.filter(span__overlap=(starts, ends)).order_by("span")


class DutyShift(Versioned):
    """Somebody is on duty from a moment up to another. The database lets no two overlap."""

    user = models.ForeignKey(User, models.PROTECT, related_name="duty_shifts", verbose_name=_("duty officer"))
    span = DateTimeRangeField(_("from and to"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = ShiftRows.as_manager()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ("span",)
        constraints = (
            ExclusionConstraint(name="duty_shift_no_overlap", expressions=[("span", RangeOperators.OVERLAPS)]),
            models.CheckConstraint(
                name="duty_shift_from_and_to",
                condition=Q(
                    span__isempty=False,
                    span__lower_inf=False,
                    span__upper_inf=False,
                    span__lower_inc=True,
                    span__upper_inc=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.starts:%Y-%m-%d %H:%M}Z–{self.ends:%Y-%m-%d %H:%M}Z"

    @property
    def starts(self) -> datetime:
        """The first moment."""
        lower: datetime = self.span.lower
        return lower

    @property
    def ends(self) -> datetime:
        """The moment when it is over."""
        upper: datetime = self.span.upper
        return upper

    @property
    def period(self) -> Period:
        """From and to."""
        return Period(self.starts, self.ends)
