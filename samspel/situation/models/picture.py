"""The situation picture of an area: the draft with its texts, figures and comments, and the versions as adopted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samspel.core.adopted import Section
from samspel.core.models import Versioned
from samspel.municipality.models import Area, Indicator, KnownKey
from samspel.observations.models import WeeklyPicture
from samspel.situation import frozen
from samspel.situation.models.challenge import Challenge
from samspel.situation.models.drafting import Comment, Draft, Version, one_at_work, version_once
from samspel.situation.rules import SectionCode


class SituationPicture(Draft):
    """A draft of an area's situation picture (without an area: the municipality's), until it is adopted.

    `shows_from` and `shows_to`: the observations of that time are counted and drawn in it.
    """

    area = KnownKey(Area, models.PROTECT, null=True, related_name="situation_pictures", verbose_name=_("area"))
    shows_from = models.DateField(_("observations from"))
    shows_to = models.DateField(_("observations to and including"))
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Draft.Meta):
        verbose_name = _("situation picture")
        verbose_name_plural = _("situation pictures")
        constraints = (
            one_at_work("situation_picture_one_at_work"),
            models.CheckConstraint(condition=Q(shows_to__gte=F("shows_from")), name="situation_picture_from_before_to"),
        )


class PictureText(Versioned):
    """The text of one section of a draft; each is saved on its own, so that two can write at once."""

    picture = models.ForeignKey(SituationPicture, models.CASCADE, related_name="texts")
    section = models.CharField(max_length=8, choices=[(one.value, one.value) for one in SectionCode])
    text = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_label = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["picture", "section"], name="picture_text_once"),)

    def __str__(self) -> str:
        return f"{self.picture} {self.section}"


class PictureFigure(models.Model):
    """An indicator whose figures stand in the picture."""

    picture = models.ForeignKey(SituationPicture, models.CASCADE, related_name="figures")
    indicator = KnownKey(Indicator, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["picture", "indicator"], name="picture_figure_once"),)

    def __str__(self) -> str:
        return f"{self.picture} {self.indicator}"[:200]


class PictureWeek(models.Model):
    """A weekly picture that stands in the picture."""

    picture = models.ForeignKey(SituationPicture, models.CASCADE, related_name="weeks")
    weekly = models.ForeignKey(WeeklyPicture, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("weekly__monday", "pk")
        constraints = (models.UniqueConstraint(fields=["picture", "weekly"], name="picture_week_once"),)

    def __str__(self) -> str:
        return f"{self.picture} {self.weekly}"[:200]


class PictureComment(Comment):
    """What somebody said of a draft or of one section of it, and what they were answered."""

    picture = models.ForeignKey(SituationPicture, models.CASCADE, related_name="comments")
    section = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in SectionCode])

    @property
    def about(self) -> str:
        """The heading of the section that it is about; "" for the picture as a whole."""
        return str(frozen.HEADINGS[SectionCode(self.section)]) if self.section else ""


class AdoptedPicture(Version):
    """A situation picture as it was adopted: texts, figures, map and challenges with causes and factors, frozen."""

    area = KnownKey(Area, models.PROTECT, null=True, related_name="adopted_pictures", verbose_name=_("area"))
    draft = models.OneToOneField(SituationPicture, models.PROTECT, null=True, related_name="adopted")

    class Meta(Version.Meta):
        verbose_name = _("adopted situation picture")
        verbose_name_plural = _("adopted situation pictures")
        constraints = (version_once("adopted_picture_version_once"),)

    def sections(self) -> list[Section]:
        """Texts, figures and challenges as headings and paragraphs."""
        return frozen.sections(self.content)


class AdoptedChallenge(models.Model):
    """That a challenge stands in an adopted picture: the same as its content says, to be asked from the challenge."""

    insert_only: ClassVar[bool] = True

    adopted = models.ForeignKey(AdoptedPicture, models.PROTECT, related_name="challenges")
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="adopted")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["adopted", "challenge"], name="adopted_challenge_once"),)

    def __str__(self) -> str:
        return f"{self.adopted} {self.challenge}"[:200]


class DueReminder(models.Model):
    """That somebody was reminded of a picture that is to be looked at again: once for each version."""

    adopted = models.OneToOneField(AdoptedPicture, models.CASCADE, related_name="reminder")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.adopted}"
