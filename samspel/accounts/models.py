"""Users, what they hold and where, who stands in for whom, and the tokens of other systems."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samspel.accounts.rules import SCOPE, Scope
from samspel.core.crypto import SealedTextField
from samspel.core.models import Versioned
from samspel.municipality.functions import Function
from samspel.municipality.models import Body, Department, KnownKey, Organisation, Team

Place = Team | Department | Body | Organisation
"""Where a function can be held, when it is not held in the whole municipality."""


class UserManager(BaseUserManager["User"]):
    """Finds users by name."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """By user name; capitals are no matter."""
        return self.get(username__iexact=username)


class User(Versioned, AbstractBaseUser):
    """Somebody who signs in. What they may do follows from their assignments alone."""

    username = models.CharField(_("User name"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    language = models.CharField(_("Language"), max_length=5, default="sv")
    is_active = models.BooleanField(_("May sign in"), default=True)
    password_is_temporary = models.BooleanField(default=False)
    """Somebody else knows the password: nothing else opens before a new one is chosen."""
    gone_at = models.DateTimeField(null=True)
    """When the identity provider refused to go on with a sign-in of theirs, and they have not come in by it since."""
    date_joined = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="user_name_in_small_letters", condition=Q(username=Lower("username"))),
        )

    def __str__(self) -> str:
        return self.username


class AssignmentRows(models.QuerySet["Assignment"]):
    def on(self, day: date) -> Self:
        """Those that hold on the day; the last day counts."""
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)


class Assignment(models.Model):
    """A user holds a function, in the place that the function is held in, from a day to a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    function = models.CharField(max_length=30, choices=Function.choices)
    team = KnownKey(Team, models.PROTECT, null=True, related_name="+")
    department = KnownKey(Department, models.PROTECT, null=True, related_name="+")
    body = KnownKey(Body, models.PROTECT, null=True, related_name="+")
    organisation = KnownKey(Organisation, models.PROTECT, null=True, related_name="+")
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To and including"), null=True)
    by_provider = models.BooleanField(default=False)
    """The identity provider says so, and ends it; those given by hand it never touches."""

    objects = AssignmentRows.as_manager()

    class Meta:
        indexes = (models.Index(fields=["user", "starts"]),)
        constraints = (
            models.CheckConstraint(
                # The day before it starts: taken back on its first day.
                name="assignment_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts") - timedelta(days=1)),
            ),
            *(
                models.CheckConstraint(
                    name=f"assignment_{scope.value}_scope",
                    condition=~Q(function__in=[one.value for one in Function if SCOPE[one] is scope])
                    | Q(
                        **{
                            f"{other.value}__isnull": other is not scope
                            for other in Scope
                            if other is not Scope.MUNICIPALITY
                        }
                    ),
                )
                for scope in Scope
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.function}"

    @property
    def place(self) -> Place | None:
        """Where the function is held; None for the whole municipality."""
        return self.team or self.department or self.body or self.organisation

    @property
    def place_name(self) -> str:
        """Where, in as few words as can be; empty for the whole municipality."""
        return str(getattr(self.place, "short_name", self.place or ""))

    def end_before(self, day: date) -> None:
        """Let the last day be the one before. What starts later never held, and ends the day before it starts."""
        self.ends = max(day, self.starts) - timedelta(days=1)
        self.save(update_fields=["ends"])


class StandIn(models.Model):
    """Somebody is away, and somebody else does their work meanwhile with their rights."""

    absent = models.ForeignKey(User, models.CASCADE, related_name="absences")
    stand_in = models.ForeignKey(User, models.CASCADE, related_name="stands_in")
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="stand_in_ends_after_it_starts", condition=Q(ends__gte=F("starts"))),
            models.CheckConstraint(name="stand_in_is_another", condition=~Q(absent=F("stand_in"))),
        )

    def __str__(self) -> str:
        return f"{self.stand_in} for {self.absent}"


class ApiToken(models.Model):
    """Another system's way in: it acts as its user, within its scopes, until it ends. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=30))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class ProviderSession(models.Model):
    """A sign-in that the identity provider vouched for, and what is needed to ask whether it still does."""

    session_key = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="provider_sessions")
    sid = models.CharField(max_length=200, blank=True, db_index=True)
    """What the provider calls its own session, when it says."""
    refresh = SealedTextField(blank=True)
    """Lets us ask again; empty when the provider gave none."""
    vouched_at = models.DateTimeField()
    """When the provider last said that all is well."""
    asked_at = models.DateTimeField()
    """When it was last asked, whether it answered or not."""

    def __str__(self) -> str:
        return f"{self.user} {self.vouched_at:%Y-%m-%d %H:%M}Z"


class FormerLink(models.Model):
    """A sign-in at the identity provider that was a user's until the link was taken away.

    While that user's account is closed it opens nothing, whatever its groups give; it may become another's by a link.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="former_links")
    provider = models.CharField(max_length=200)
    sub = models.CharField(max_length=191)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["provider", "sub"], name="former_link_one_each"),)

    def __str__(self) -> str:
        return f"{self.user} {self.sub}"


class Seal(models.Model):
    """An emergency account: its password lies in an envelope until the identity provider is down."""

    user = models.OneToOneField(User, models.CASCADE, related_name="seal")
    sealed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    """Nobody comes in with it after this."""
    opened_at = models.DateTimeField(null=True)
    """When it was first signed in with; it works for some hours from then, and is to be sealed anew."""

    def __str__(self) -> str:
        return f"{self.user} {self.sealed_at:%Y-%m-%d}"


class CalendarLink(models.Model):
    """A secret address at which a calendar fetches its owner's own times. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="calendar_link_one_each"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d}"
