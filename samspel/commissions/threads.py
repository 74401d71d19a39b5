"""Money on the red thread: funding, and the money that says nothing of what it is for."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.commissions import permissions, queries
from samspel.commissions.models import Funding
from samspel.core import thread
from samspel.core.actors import Actor
from samspel.core.thread import Kind, Lack, Node, Ref, Rule, Step, Weight, Whose, uuids
from samspel.municipality import mending
from samspel.municipality import queries as municipality
from samspel.ui.words import tkr

MONEY: Final = "money"
AIMLESS: Final = "money-without-purpose"


def register() -> None:
    """Hand them over, at start-up."""
    thread.register(
        kinds=[
            Kind(
                MONEY,
                Step.MONEY,
                pgettext_lazy("thread", "funding"),
                pgettext_lazy("thread", "fundings"),
                nodes,
                count=lambda who: {"": queries.funding_visible_to(who).count()} if isinstance(who, Who) else {},
            )
        ],
        rules=[
            Rule(
                AIMLESS,
                MONEY,
                Step.MONEY,
                gettext_lazy("Money without a purpose"),
                gettext_lazy("does not say what it is for"),
                gettext_lazy("Write what the money is for."),
                without_purpose,
                gettext_lazy("Write its purpose"),
                where,
                Weight.ENDS,
            )
        ],
    )


def nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """The funding that the one who asks may see."""
    if not isinstance(who, Who):
        return []
    return [node(row) for row in queries.funding_visible_to(who).filter(pk__in=uuids(ids))]


def node(row: Funding) -> Node:
    """A funding as the thread draws it."""
    return Node(
        ref=Ref(MONEY, str(row.pk)),
        label=row.purpose or row.giver,
        url=reverse("commissions:funding", args=[row.pk]),
        note=f"{row.giver} {row.year}, {tkr(row.amount_ore)}",
        amount=row.amount_ore,
    )


def without_purpose(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Funding that does not say what it is for."""
    if not isinstance(who, Who):
        return
    rows = queries.funding_visible_to(who).filter(purpose="")
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    for pk, committee, noted in rows.values_list("pk", "committee_id", "noted_at"):
        yield Lack(str(pk), whose=whose(committee), since=noted.date())


def whose(committee: int | None) -> Whose | None:
    """The department of the committee; without one the body that prepares decisions [4]."""
    for row in municipality.departments():
        if committee and row.committee_id == committee:
            return Whose(row.code, row.short_name)
    return mending.coordination_group()


def where(lack: Lack, who: Actor) -> str:
    """The form, for the tactical body and for the management of the department."""
    if not isinstance(who, Who) or lack.whose is None:
        return ""
    managed = who.departments({Function.DEPARTMENT_MANAGEMENT})
    own = any(row.pk in managed and row.code == lack.whose.code for row in municipality.departments())
    return reverse("commissions:change_funding", args=[lack.id]) if own or permissions.drafts(who) else ""
