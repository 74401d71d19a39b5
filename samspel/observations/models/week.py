"""The kept sums of each week, and the weekly picture that somebody writes of them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.models import Versioned
from samspel.municipality.models import Area, Body, Department, KnownKey
from samspel.observations.week import PictureState


class Trait(models.IntegerChoices):
    """What a sum is by. In brackets what `x` and `y` say of it."""

    ALL = 1, _("all")
    KIND = 2, _("kind")
    TIME = 3, _("weekday and hour")
    CELL = 4, _("cell")
    PLACE = 5, _("place")
    WHOLE_KIND = 6, _("kind, in the whole municipality")
    WHOLE_TIME = 7, _("weekday and hour, in the whole municipality")
    WHOLE_PLACE = 8, _("place, in the whole municipality")


class WeekSum(models.Model):
    """How many observations of a week, in an area or in none that is known, share a trait.

    `x` and `y` by trait: ALL nothing; KIND the kind and how it felt (`week.FELT`); TIME weekday and hour
    (`week.NO_DAY`, `week.NO_HOUR` where it is not known); CELL east and north of the cell in steps of `grid.SIDE`;
    PLACE the place. The last three say the same of the whole municipality, and have no area. Written by `kept` alone,
    in the transaction of the observation itself.
    """

    trait = models.SmallIntegerField(choices=Trait)
    monday = models.DateField()
    area = KnownKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    x = models.IntegerField(default=0)
    y = models.IntegerField(default=0)
    count = models.IntegerField()

    class Meta:
        verbose_name = _("kept sum")
        verbose_name_plural = _("kept sums")
        constraints = (
            models.UniqueConstraint(
                fields=["trait", "monday", "area", "x", "y"], name="week_sum_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.trait} {self.monday} {self.area_id} {self.x} {self.y}"


class WeeklyPicture(Versioned):
    """What a week was like in an area, or in the whole municipality: somebody's words, and the figures as they were
    when it was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    monday = models.DateField(_("week"))
    area = KnownKey(Area, models.PROTECT, null=True, related_name="+", verbose_name=_("area"))
    headline = models.CharField(_("the week in one sentence"), max_length=200)
    lead = models.TextField(_("what it was like"), blank=True)
    text = models.TextField(_("what is done"), blank=True)
    figures = models.JSONField(default=dict)
    frozen_at = models.DateTimeField()
    state = models.CharField(_("status"), max_length=9, choices=[(one.value, one.value) for one in PictureState])
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_label = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("weekly picture")
        verbose_name_plural = _("weekly pictures")
        ordering = ("-monday", "-written_at", "pk")
        indexes = (models.Index(fields=["-monday"], name="weekly_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=["monday", "area"],
                condition=~Q(state=PictureState.WITHDRAWN.value),
                name="weekly_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="weekly_sent_has_moment",
                condition=~Q(state=PictureState.SENT.value) | Q(sent_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        year, week, _day = self.monday.isocalendar()
        return " ".join(filter(None, [f"{year}-W{week:02d}", self.area.name if self.area else ""]))

    @property
    def stands(self) -> PictureState:
        """The status as a rule's value."""
        return PictureState(self.state)


class WeeklyReceiver(models.Model):
    """A body or a department that got the picture."""

    picture = models.ForeignKey(WeeklyPicture, models.CASCADE, related_name="receivers")
    body = KnownKey(Body, models.PROTECT, null=True, related_name="+")
    department = KnownKey(Department, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("sent_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["picture", "body", "department"], name="weekly_receiver_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="weekly_receiver_is_one",
                condition=Q(body__isnull=False, department__isnull=True)
                | Q(body__isnull=True, department__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return (self.body.short_name if self.body else "") or (self.department.short_name if self.department else "")
