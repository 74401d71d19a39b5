"""What somebody saw in an area: a place and a situation, never a person."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.models import Versioned
from samspel.municipality.models import Area, Department, KnownKey, ObservationKind, Organisation, Place
from samspel.observations import rules

OWN = "own"
"""The origin of what is reported here; what is imported has the code of its source."""


class State(models.TextChoices):
    """How an observation stands."""

    REPORTED = rules.State.REPORTED, _("reported")
    CORRECTED = rules.State.CORRECTED, _("corrected")
    WITHDRAWN = rules.State.WITHDRAWN, _("withdrawn")


class WhenKnown(models.TextChoices):
    """How much is known of when it was."""

    EXACT = rules.WhenKnown.EXACT, _("the time")
    SPAN = rules.WhenKnown.SPAN, _("between two times")
    DAY = rules.WhenKnown.DAY, _("the day")
    UNKNOWN = rules.WhenKnown.UNKNOWN, _("not known")


class Felt(models.TextChoices):
    """How it felt there."""

    CALM = rules.Felt.CALM, _("Calm")
    UNEASY = rules.Felt.UNEASY, _("Uneasy")
    UNSAFE = rules.Felt.UNSAFE, _("Unsafe")


class Observation(Versioned):
    """Something that was seen. Its time is a moment, a span or a day; not known, it is that of the report.

    `stretch` is two or more points as [latitude, longitude], when it was along a way. `origin` and `external_id` say
    where an imported one comes from; nothing comes twice from one place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = KnownKey(
        ObservationKind, models.PROTECT, related_name="observations", verbose_name=_("kind"), db_index=False
    )
    text = models.TextField(_("what was seen"), blank=True)
    felt = models.CharField(_("how it felt"), max_length=10, choices=Felt, blank=True)
    area = KnownKey(
        Area, models.PROTECT, null=True, related_name="observations", verbose_name=_("area"), db_index=False
    )
    place = KnownKey(Place, models.PROTECT, null=True, related_name="observations")
    place_text = models.CharField(_("place in words"), max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    stretch = models.JSONField(null=True)
    happened_from = models.DateTimeField(_("from"))
    happened_to = models.DateTimeField(_("to"))
    when_known = models.CharField(_("known of the time"), max_length=10, choices=WhenKnown)
    organisation = KnownKey(Organisation, models.PROTECT, null=True, related_name="observations")
    department = KnownKey(Department, models.PROTECT, null=True, related_name="observations")
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="observations", db_index=False)
    reported_at = models.DateTimeField()
    origin = models.CharField(max_length=60, default=OWN)
    external_id = models.CharField(max_length=200, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.REPORTED)
    ended_because = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        indexes = (
            models.Index(fields=["-happened_from", "-id"], name="observation_newest"),
            models.Index(fields=["area", "-happened_from", "-id"], name="observation_area_newest"),
            models.Index(fields=["kind", "-happened_from", "-id"], name="observation_kind_newest"),
            models.Index(fields=["reported_by", "-happened_from"], name="observation_reported_by"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["origin", "external_id"], condition=~Q(external_id=""), name="observation_comes_once"
            ),
            models.CheckConstraint(condition=Q(happened_to__gte=F("happened_from")), name="observation_from_before_to"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="observation_whole_point",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_from:%Y-%m-%d}"

    @property
    def stands(self) -> rules.State:
        """The status as a rule's value."""
        return rules.State(self.state)

    @property
    def moment(self) -> rules.Moment:
        """When it was, as a rule's value."""
        return rules.Moment(self.happened_from, self.happened_to, rules.WhenKnown(self.when_known))


class Picture(models.Model):
    """The picture of an observation, drawn anew here so that nothing but what it shows is in it.

    It is kept in the database: so it is backed up, restored and taken away with its observation.
    """

    observation = models.OneToOneField(Observation, models.CASCADE, related_name="picture")
    data = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.width} x {self.height}"
