"""Standard answers: what a department answers again and again about a matter, with every wording that it has had."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.models import Versioned
from samspel.municipality.models import Department, Matter


class StandardAnswer(Versioned):
    """A department's answer to what recurs about a matter. `used` counts the answers that began with it."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", verbose_name=_("matter"))
    name = models.CharField(_("name"), max_length=120)
    review_on = models.DateField(_("to be looked at again"))
    used = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("standard answer")
        verbose_name_plural = _("standard answers")
        ordering = ("matter__position", "name", "pk")

    def __str__(self) -> str:
        return self.name


class StandardText(models.Model):
    """One wording in one language; the highest number is the one in use, and none is ever changed."""

    insert_only: ClassVar[bool] = True

    standard = models.ForeignKey(StandardAnswer, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("language", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["standard", "language", "number"], name="standard_text_once_for_each_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard} {self.language} {self.number}"
