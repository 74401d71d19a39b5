"""What services, log, outbox, once, versions and disposals stand in."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from samspel.core.columns import CurrentTransaction, IdRanges, TransactionId


class LogRow(models.Model):
    """Who did what to which thing, when and why: ids and names of fields, never content.

    The application's database user may only insert here (`insert_only`, see grants.py).
    """

    insert_only: ClassVar[bool] = True

    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    object_label = models.CharField(max_length=200)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    because = models.CharField(max_length=300, blank=True)
    xid = TransactionId(null=True, db_default=CurrentTransaction(), editable=False)
    """The transaction that wrote it; none for what was written before rows were sealed."""

    class Meta:
        indexes = (
            models.Index(fields=["object_kind", "object_id"]),
            models.Index(fields=["actor_kind", "actor_id"]),
            models.Index(fields=["xid"], name="log_transaction"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.verb} {self.object_label}"


class LogSeal(models.Model):
    """A link of the keyed chain over the log: which rows it seals, a tag for each, and the chain's head after it.

    Nobody can make one without the key, which is not in the database (see chain/).
    """

    insert_only: ClassVar[bool] = True

    no = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    key = models.CharField(max_length=16)
    era = models.CharField(max_length=32)
    """The database server that the transactions' numbers are of."""
    snapshot = models.TextField()
    """Which transactions were over when it was made: what came later is sealed by the next one."""
    floor = models.BigIntegerField()
    """Rows below it were all settled before this era began."""
    rows = IdRanges()
    count = models.IntegerField()
    tags = models.BinaryField()
    """Sixteen bytes for each row, in the order of their ids."""
    head = models.CharField(max_length=64)

    class Meta:
        indexes = (GistIndex(fields=["rows"], name="seal_rows"),)

    def __str__(self) -> str:
        return f"{self.no} {self.head[:12]}"


class Disposal(models.Model):
    """A line of the protocol of disposals: what was taken away by which rule. Ids and numbers, never content."""

    insert_only: ClassVar[bool] = True

    at = models.DateTimeField(db_index=True)
    rule = models.CharField(max_length=60)
    because = models.CharField(max_length=300, blank=True)
    object_kind = models.CharField(max_length=60)
    object_ids = ArrayField(models.CharField(max_length=64), default=list)
    label = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.rule}: {self.count}"


class LegalHold(models.Model):
    """Somebody has said that nothing of a thing may be disposed of for now, why and until when.

    An asker is held by a mark that is made of their address: the address itself does not stand here.
    """

    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    label = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    until = models.DateField()
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=64)
    actor_label = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_label = models.CharField(max_length=200, blank=True)
    lifted_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (models.Index(fields=["object_kind", "object_id"], name="hold_object"),)

    def __str__(self) -> str:
        return self.label


class Receipt(models.Model):
    """What a key already did, so that doing it again gives the same answer and changes nothing."""

    by = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    doing = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    outcome = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["by", "key"], name="receipt_once"),)

    def __str__(self) -> str:
        return f"{self.doing} {self.key}"


class OutboxMessage(models.Model):
    """Something to send, written in the same transaction as what it tells about."""

    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["due_at"], name="outbox_waiting", condition=models.Q(sent_at=None, given_up_at=None)),
            models.Index(fields=["about_kind", "about_id"]),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Counter(models.Model):
    """The last number given in a series, for references that people read out."""

    series = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"


class Beat(models.Model):
    """When a job last ran to its end: the worker's pulse."""

    job = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job} {self.at:%Y-%m-%d %H:%M}"


class Versioned(models.Model):
    """A row that two people may edit at once: the version that was read must be the one that is written over."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
