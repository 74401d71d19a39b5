"""What every row of the municipality's description has: where it comes from, and whether it is still in the files."""

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.sorting import swedish_key

K_co = TypeVar("K_co", bound=models.Model, covariant=True)


class Sourced(models.Model):
    """A row that says where it comes from."""

    source = models.CharField(_("source"), max_length=200, blank=True)
    assumption = models.BooleanField(
        _("assumption"), default=False, help_text=_("Not stated by a source: to be confirmed by the municipality.")
    )

    class Meta:
        abstract = True


class KeptQuerySet(models.QuerySet[K_co]):
    """Rows that leave the files are retired, never deleted: what points at them keeps its meaning."""

    def current(self, on: date | None = None) -> Self:
        """Rows in force: now, or on a day in the past."""
        if on is None:
            return self.filter(retired_on__isnull=True)
        return self.exclude(retired_on__lte=on)

    def with_today(self) -> Self:
        """The rows with what they have today that does not stand in them."""
        return self.all()


class Kept(Sourced):
    """A row with a code that stays the same for as long as the thing itself does."""

    code = models.CharField(_("code"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_on = models.DateField(_("no longer used since"), null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "code"]


class Named(Kept):
    """A kept row with a name, which sorts the Swedish way."""

    name = models.CharField(_("name"), max_length=200)
    sort_key = models.CharField(max_length=200, editable=False, db_collation="C")

    class Meta(Kept.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key true to the name."""
        self.sort_key = swedish_key(self.name)
        super().save(*args, **kwargs)
