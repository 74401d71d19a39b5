"""What recurs: a month in which a matter came up in an area more often than its own past explains."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.models import Versioned
from samspel.municipality.models import Area, Matter


class Recurrence(Versioned):
    """A row of the list of what to solve at the root. What was expected then is kept as it was computed then."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", verbose_name=_("matter"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    month = models.DateField(_("month"))
    count = models.PositiveIntegerField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    past = models.JSONField(default=list)
    found_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    with_whom = models.CharField(_("with whom"), max_length=200, blank=True)
    note = models.TextField(_("what is done"), blank=True)
    revisit_on = models.DateField(_("looked at again"), null=True)

    class Meta:
        verbose_name = _("what recurs")
        verbose_name_plural = _("what recurs")
        ordering = ("-month", "-count", "pk")
        constraints = (models.UniqueConstraint(fields=["matter", "area", "month"], name="recurrence_once_a_month"),)

    def __str__(self) -> str:
        return f"{self.matter.code} {self.area.code} {self.month:%Y-%m}"
