"""What the shared picture and the plans are told in: what is seen, factors, indicators, the plan's two sides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspel.municipality.models.base import Named


class Translated(Named):
    """A named row whose name and hint may stand in other languages in `translations`."""

    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta(Named.Meta):
        abstract = True

    def name_in(self, language: str) -> str:
        """The name in a language, or in Swedish where the municipality has written none."""
        return str(self.translations.get(language, {}).get("name", self.name))


class ObservationKind(Translated):
    """What can be seen and reported: an event or a state at a place, never a person."""

    hint = models.CharField(_("hint"), max_length=300, blank=True)

    class Meta(Translated.Meta):
        verbose_name = _("kind of observation")
        verbose_name_plural = _("kinds of observations")

    def hint_in(self, language: str) -> str:
        """The hint in a language, or in Swedish."""
        return str(self.translations.get(language, {}).get("hint") or self.hint)


class Domain(models.TextChoices):
    """Where in life a factor works."""

    ALL = "all", _("all")
    INDIVIDUAL = "individual", _("individual")
    FAMILY = "family", _("family")
    SCHOOL = "school", _("school")
    PEERS = "peers", _("peers")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")


class FactorKind(models.TextChoices):
    """Whether a factor adds to the risk or protects."""

    RISK = "risk", _("risk factor")
    PROTECTIVE = "protective", _("protective factor")


class Factor(Translated):
    """A risk or protective factor known from research: a mark on areas and work, never on a person."""

    kind = models.CharField(_("kind"), max_length=10, choices=FactorKind)
    domain = models.CharField(_("domain"), max_length=13, choices=Domain)

    class Meta(Translated.Meta):
        verbose_name = _("factor")
        verbose_name_plural = _("factors")

    @property
    def protects(self) -> bool:
        """Whether it protects."""
        return self.kind == FactorKind.PROTECTIVE


class Better(models.TextChoices):
    """Which way an indicator should go."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")
    NEITHER = "neither", _("neither")


class Every(models.TextChoices):
    """How often an indicator comes."""

    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    YEAR = "year", _("every year")
    SELDOM = "seldom", _("less often than every year")


class Provider(models.TextChoices):
    """From where an indicator's values can be fetched."""

    KOLADA = "kolada", "Kolada"
    PXWEB = "pxweb", "PxWeb"


class Indicator(Translated):
    """What is measured over time, and by whom. Its values stand in `situation`."""

    unit = models.CharField(_("unit"), max_length=60)
    origin = models.CharField(_("who measures it"), max_length=200)
    every = models.CharField(_("how often"), max_length=7, choices=Every)
    better = models.CharField(_("direction"), max_length=7, choices=Better, default=Better.NEITHER)
    by_sex = models.BooleanField(_("split by sex"), default=False)
    by_area = models.BooleanField(_("measured by area"), default=False)
    provider = models.CharField(_("fetched from"), max_length=6, choices=Provider, blank=True)
    external_id = models.CharField(_("its number there"), max_length=200, blank=True)

    class Meta(Translated.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def unit_in(self, language: str) -> str:
        """The unit in a language, or as the municipality writes it."""
        return str(self.translations.get(language, {}).get("unit") or self.unit)


class DevelopmentArea(Translated):
    """One of the fields that the action plan is divided into [0]. A name that is not decided is left to be written."""

    class Meta(Translated.Meta):
        verbose_name = _("development area")
        verbose_name_plural = _("development areas")


class Perspective(Translated):
    """What shall pervade every measure of the action plan [0]."""

    class Meta(Translated.Meta):
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")
