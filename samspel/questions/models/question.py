"""A question, its parts at the departments, how its asker is reached, and everything that happened to it."""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from samspel.accounts.models import User
from samspel.core.crypto import SealedTextField
from samspel.core.models import Versioned
from samspel.municipality.models import Area, AskerRole, Department, KnownKey, Matter, Organisation, Service
from samspel.questions import codes
from samspel.questions.models.joint import JointQuestion
from samspel.questions.rules import ENDED, ENDINGS, OPEN, Nudge, PartStatus, Status


class Channel(models.TextChoices):
    """The way that a question came in."""

    PORTAL = "portal", _("the page for questions")
    STAFF = "staff", _("a conversation in the area")
    CONTACT_CENTRE = "contact_centre", _("the contact centre")
    PARTNER = "partner", _("a partner")
    DEPARTMENT = "department", _("a department")
    API = "api", _("another system")


class ReplyBy(models.TextChoices):
    """How the asker wants the answer."""

    CODE = "code", _("With a code")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    NONE = "none", _("No answer is wanted")


_OPEN = Q(status__in=sorted(one.value for one in OPEN))


class Question(Versioned):
    """Something that somebody asks or tells. It always has a department that leads, and so an owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("number"), max_length=20, unique=True)
    subject = models.CharField(_("subject"), max_length=160)
    text = models.TextField(_("question"))
    matter = KnownKey(Matter, models.PROTECT, null=True, related_name="questions", verbose_name=_("matter"))
    area = KnownKey(Area, models.PROTECT, null=True, related_name="questions", verbose_name=_("area"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    asker_role = models.CharField(_("who asks"), max_length=10, choices=AskerRole)
    asker_organisation = KnownKey(Organisation, models.PROTECT, null=True, related_name="questions")
    channel = models.CharField(_("came in by"), max_length=14, choices=Channel)
    reply_by = models.CharField(_("wants the answer by"), max_length=5, choices=ReplyBy)
    language = models.CharField(max_length=10, default="sv")
    code_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - unique, so none is NULL
    status = models.CharField(_("status"), max_length=11, choices=[(one.value, one.value) for one in Status])
    answer = models.TextField(_("answer"), blank=True)
    guided_service = KnownKey(Service, models.PROTECT, null=True, related_name="+")
    guided_organisation = KnownKey(Organisation, models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)
    disputed = models.BooleanField(default=False)
    because = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    due_on = models.DateField(_("last day"))
    waiting_since = models.DateField(null=True)
    days_kept = models.SmallIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="questions_asked")
    joint = models.ForeignKey(JointQuestion, models.PROTECT, null=True, related_name="questions", db_index=False)
    search = models.GeneratedField(
        expression=SearchVector("subject", "reference", weight="A", config="swedish")
        + SearchVector("text", "place", weight="B", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = (
            models.Index(fields=["status", "due_on"], name="question_status_due"),
            models.Index(fields=["-received_at"], name="question_newest"),
            models.Index(fields=["area", "-received_at"], name="question_area_newest"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="question_ended"),
            GinIndex(fields=["search"], name="question_search"),
            GinIndex(OpClass(Upper("subject"), "gin_trgm_ops"), name="question_subject_parts"),
            GinIndex(OpClass(Upper("text"), "gin_trgm_ops"), name="question_text_parts"),
            GinIndex(OpClass(Upper("place"), "gin_trgm_ops"), name="question_place_parts"),
            models.Index(fields=["joint"], condition=Q(joint__isnull=False), name="question_joint"),
            # Small, for what is asked while somebody types: the open ones are few of all.
            GinIndex(fields=["search"], condition=_OPEN, name="question_open_search"),
            GinIndex(OpClass(Upper("text"), "gin_trgm_ops"), condition=_OPEN, name="question_open_parts"),
            GinIndex(OpClass(Upper("subject"), "gin_trgm_ops"), condition=_OPEN, name="question_open_subject"),
        )
        constraints = (
            models.CheckConstraint(
                name="question_ended_when_it_has_an_end",
                condition=Q(status__in=[one.value for one in ENDINGS], ended_at__isnull=False)
                | (~Q(status__in=[one.value for one in ENDINGS]) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="question_waits_since", condition=~Q(status=Status.WAITING.value) | Q(waiting_since__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def stands(self) -> Status:
        """The status as a rule's value."""
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.stands not in ENDED

    @property
    def code(self) -> str:
        """The code with which its asker looks it up; "" when there is none to give."""
        return codes.code_of(self.pk, self.code_digest)


class Part(Versioned):
    """What one department answers for. One of a question's parts leads."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="parts")
    department = KnownKey(Department, models.PROTECT, related_name="parts", verbose_name=_("department"))
    leads = models.BooleanField(_("leads"), default=False)
    status = models.CharField(_("status"), max_length=9, choices=[(one.value, one.value) for one in PartStatus])
    answer = models.TextField(_("their answer"), blank=True)
    reason = models.CharField(max_length=500, blank=True)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    accept_by = models.DateField()
    due_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ("received_at", "pk")
        indexes = (
            models.Index(fields=["department", "status"], name="part_department_status"),
            models.Index(fields=["department", "question"], name="part_of_department"),
            models.Index(fields=["-received_at"], name="part_newest"),
        )
        constraints = (
            models.UniqueConstraint(fields=["question", "department"], name="part_once_for_each_department"),
            models.UniqueConstraint(fields=["question"], condition=Q(leads=True), name="part_one_leads"),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.department}"

    @property
    def stands(self) -> PartStatus:
        """The status as a rule's value."""
        return PartStatus(self.status)


class ContactDetails(models.Model):
    """How the asker is reached: sealed, apart from the question, and emptied in time."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="contact")
    name = SealedTextField(blank=True)
    email = SealedTextField(blank=True)
    phone = SealedTextField(blank=True)
    dispose_on = models.DateField(null=True, db_index=True)
    disposed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.question} contact"


class Verb(models.TextChoices):
    """What happened, as it stands in the timeline and in the log."""

    ASKED = "asked"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    PART_ANSWERED = "part_answered"
    ANSWERED = "answered"
    GUIDED = "guided"
    DECLINED = "declined"
    NOT_OURS = "not_ours"
    UNREACHABLE = "unreachable"
    ASKED_BACK = "asked_back"
    REPLIED = "replied"
    FORWARDED = "forwarded"
    RETURNED = "returned"
    CHOSEN = "chosen"
    MATTER_CHANGED = "matter_changed"
    AREA_CHANGED = "area_changed"
    DEPARTMENT_ADDED = "department_added"
    LEAD_CHANGED = "lead_changed"
    NOTED = "noted"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    CONTACT_SEEN = "contact_seen"
    CONTACT_DISPOSED = "contact_disposed"
    REMINDED = "reminded"
    SOLVED_ASKED = "solved_asked"
    JOINED = "joined"
    LEFT = "left"


class Entry(models.Model):
    """A line of the timeline. `public` lines are told to the asker; no note can be one of them."""

    insert_only: ClassVar[bool] = True

    question = models.ForeignKey(Question, models.CASCADE, related_name="entries")
    part = models.ForeignKey(Part, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=20, choices=Verb)
    public = models.BooleanField()
    text = models.TextField(blank=True)
    params = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["question", "at"], name="entry_question_at"),)
        constraints = (
            models.CheckConstraint(
                name="entry_note_is_never_public", condition=~Q(verb=Verb.NOTED.value) | Q(public=False, text="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.verb}"


class Note(models.Model):
    """An internal note: its text is kept where nothing that is sent is read from."""

    insert_only: ClassVar[bool] = True

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="note")
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.entry}"


class Kept(models.TextChoices):
    """Why a text is kept: it is being written, or somebody else saved first."""

    DRAFT = "draft"
    OVERTAKEN = "overtaken"


class KeptText(models.Model):
    """A text that is not sent: the draft of the one who writes, or what they had written when overtaken."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="kept")
    part = models.ForeignKey(Part, models.CASCADE, null=True, related_name="kept")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    why = models.CharField(max_length=9, choices=Kept)
    text = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["question", "part", "user"],
                condition=Q(why=Kept.DRAFT.value),
                name="kept_one_draft",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.why}"


class Reminder(models.Model):
    """That a reminder was given: once for each part, kind and last day."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Nudge])
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["part", "kind", "due_on"], name="reminder_once"),)

    def __str__(self) -> str:
        return f"{self.part} {self.kind}"
