"""Where: teams, areas with the team that has them at a given time, and places."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from samspel.core import clock
from samspel.municipality.models.base import KeptQuerySet, Named, Sourced


class Shape(models.TextChoices):
    """The form round a team's numeral, so that colour is never the only mark."""

    CIRCLE = "circle", _("circle")
    SQUARE = "square", _("square")
    DIAMOND = "diamond", _("diamond")
    TRIANGLE = "triangle", _("triangle")
    HEXAGON = "hexagon", _("hexagon")


class Team(Named):
    """An area team: a numeral, a shape and a hue on every page."""

    number = models.PositiveSmallIntegerField(_("number"))
    hue = models.PositiveSmallIntegerField(_("hue"))
    shape = models.CharField(_("shape"), max_length=10, choices=Shape)

    class Meta(Named.Meta):
        verbose_name = _("area team")
        verbose_name_plural = _("area teams")


class Level(models.TextChoices):
    """An area is a team's main area, or lies around one."""

    MAIN = "main", _("main area")
    SURROUNDING = "surrounding", _("surrounding area")


class Confidence(models.TextChoices):
    """How sure the centre point is."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class AreaTeamQuerySet(models.QuerySet["AreaTeam"]):
    """Which team had which area, and when."""

    def on(self, day: date) -> "AreaTeamQuerySet":
        """Only what held on that day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class AreaQuerySet(KeptQuerySet["Area"]):
    """Areas, with the team that has them."""

    def with_team(self, on: date) -> "AreaQuerySet":
        """Each area with its team on that day, read as `area.team`; two queries however many areas."""
        then = AreaTeam.objects.on(on).select_related("team")
        return self.prefetch_related(models.Prefetch("teams", queryset=then, to_attr="teams_then"))

    def with_today(self) -> "AreaQuerySet":
        """Each area with the team that has it today."""
        return self.with_team(clock.today())

    def of_team(self, team: Team, on: date) -> "AreaQuerySet":
        """The areas that a team had on that day."""
        return self.filter(teams__in=AreaTeam.objects.on(on).filter(team=team))


AreaManager = models.Manager.from_queryset(AreaQuerySet)


class Area(Named):
    """A district of the municipality, with the centre point that stands for it on the schematic map."""

    level = models.CharField(_("level"), max_length=11, choices=Level)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    confidence = models.CharField(_("confidence of the point"), max_length=6, choices=Confidence)

    objects: ClassVar["AreaManager[Area]"] = AreaManager()

    class Meta(Named.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["sort_key"]

    @property
    def team(self) -> Team | None:
        """The team on the day that `with_team` was asked for; an area read without it raises KeyError."""
        then: list[AreaTeam] = self.__dict__["teams_then"]
        return then[0].team if then else None

    def team_on(self, day: date) -> Team | None:
        """The team that had the area on that day, or none."""
        held = AreaTeam.objects.on(day).filter(area=self).select_related("team").first()
        return held.team if held else None


class AreaTeam(Sourced):
    """A team has an area from a day, to and including a day; the database lets no two overlap."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="teams", verbose_name=_("area"))
    team = models.ForeignKey(Team, models.PROTECT, related_name="areas", verbose_name=_("area team"))
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to and including"), null=True, blank=True)

    objects = AreaTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("area's team")
        verbose_name_plural = _("areas' teams")
        ordering = ("area", "starts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="area_team_ends_after_start"
            ),
            ExclusionConstraint(
                name="area_team_one_at_a_time",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (
                        Func(
                            "starts",
                            "ends",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} – {self.team}"


class Place(Named):
    """A place that people know by name, inside an area."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="places", verbose_name=_("area"))
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    confidence = models.CharField(_("confidence of the point"), max_length=6, choices=Confidence)

    class Meta(Named.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["sort_key"]
