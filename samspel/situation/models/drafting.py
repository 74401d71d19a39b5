"""What the tables of every kind of picture have in common: drafts, what is said of them, versions as adopted."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.adopted import Adopted
from samspel.core.models import Versioned
from samspel.municipality.models import Area, KnownKey
from samspel.situation.rules import AT_WORK, PictureState

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Draft(Versioned):
    """A draft of a picture of an area (without an area: the municipality's), until it is adopted.

    A kind of its own names its `area`, has comments and `one_at_work` among its constraints.
    """

    area: KnownKey[Area | None, Area | None]
    area_id: int | None
    comments: "RelatedManager[Any]"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("status"), max_length=8, choices=[(one.value, one.value) for one in PictureState])
    comments_by = models.DateField(_("comments at the latest"), null=True)
    began_at = models.DateTimeField()
    began_label = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ("-began_at",)

    def __str__(self) -> str:
        return f"{self.area or ''} {self.began_at:%Y-%m-%d}".strip()

    @property
    def stands(self) -> PictureState:
        """The status as a rule's value."""
        return PictureState(self.state)

    @property
    def at_work(self) -> bool:
        """Whether somebody is still at work with it."""
        return self.stands in AT_WORK

    def open_for_comments(self, day: date) -> bool:
        """Whether there is time left on the day to comment on it."""
        return self.stands is PictureState.COMMENTS and self.comments_by is not None and self.comments_by >= day


def one_at_work(name: str) -> models.UniqueConstraint:
    """An area has one draft of a kind at work at a time, and so has the municipality."""
    return models.UniqueConstraint(
        fields=["area"],
        condition=Q(state__in=sorted(one.value for one in AT_WORK)),
        nulls_distinct=False,
        name=name,
    )


class Comment(models.Model):
    """What somebody said of a draft, and what they were answered. A kind of its own names its `picture`."""

    picture: models.ForeignKey[Any, Any]

    text = models.TextField(_("comment"))
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=200)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_label = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.picture} {self.at:%Y-%m-%d}"

    @property
    def about(self) -> str:
        """The part of the picture that it is about, by its heading; "" for the picture as a whole."""
        return ""


class Version(Adopted):
    """A picture of an area as it was adopted. A kind of its own names its `area` and the `draft` that it was made of,
    and has `version_once` among its constraints."""

    series: ClassVar[tuple[str, ...]] = ("area",)

    area: KnownKey[Area | None, Area | None]
    area_id: int | None

    class Meta(Adopted.Meta):
        abstract = True


def version_once(name: str) -> models.UniqueConstraint:
    """Each version of an area's picture has a number of its own, and so have the municipality's."""
    return models.UniqueConstraint(fields=["area", "number"], nulls_distinct=False, name=name)
