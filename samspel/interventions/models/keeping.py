"""When a department was asked whether its interventions are still true."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models import Department, KnownKey


class Asking(models.Model):
    """That a department got its letter of a round: once for each of them."""

    department = KnownKey(Department, models.PROTECT, related_name="+")
    round = models.DateField()
    at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("question whether interventions are still true")
        verbose_name_plural = _("questions whether interventions are still true")
        constraints = (models.UniqueConstraint(fields=["department", "round"], name="asked_once_a_round"),)

    def __str__(self) -> str:
        return f"{self.department} {self.round}"
