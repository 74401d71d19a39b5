"""The forms of a challenge: opened, described, its causes, what it rests on."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Domain, Factor
from samspel.observations import queries as observations
from samspel.observations.models import WeeklyPicture
from samspel.questions import queries as questions
from samspel.situation.forms.ground import EARLIEST, NO_PERSONS, area_of, chosen, day, drafted, every_area, long, named
from samspel.situation.models import BasisKind
from samspel.situation.permissions import Reach
from samspel.situation.queries import ALL, Branch
from samspel.situation.queries.weeks import weeks_to_choose
from samspel.situation.rules import ChallengeState
from samspel.situation.services import Rests
from samspel.ui.elements import Option
from samspel.ui.fields import choose


class ChallengeFilter(forms.Form):
    """What stands in the address of the list. A value that is not one of the choices is left out."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "area", every_area(_("All areas")))
        choose(
            self,
            "state",
            [
                (ChallengeState.OPEN.value, pgettext("challenges", "Open")),
                (ChallengeState.CLOSED.value, pgettext("challenges", "Closed")),
                (ALL, pgettext("challenges", "All")),
            ],
        )

    @property
    def chosen(self) -> tuple[Area | None, str]:
        """The area (None: all) and the state, with what could not be read left out."""
        self.is_valid()
        return area_of(self.cleaned_data.get("area", "")), self.cleaned_data.get("state") or ChallengeState.OPEN.value


def _by_domain(factors: Iterable[Factor]) -> list[tuple[str, Option]]:
    """Factors under where in life they work, those of the neighbourhood first."""
    order = [Domain.NEIGHBOURHOOD, *(one for one in Domain if one is not Domain.NEIGHBOURHOOD)]
    language = get_language() or "sv"
    return [
        (one.code, Option(one.name_in(language), group=str(one.get_domain_display()).capitalize()))
        for one in sorted(factors, key=lambda one: order.index(Domain(one.domain)))
    ]


class ChallengeForm(PersonDataGuard, WritingForm):
    """A challenge: where, what is hard, in which circumstances, and the factors involved."""

    guarded: ClassVar[tuple[str, ...]] = ("title", "text")
    folded: ClassVar[tuple[str, ...]] = ("risk", "protective")

    area = forms.ChoiceField(label=gettext_lazy("Where?"))
    title = forms.CharField(
        label=gettext_lazy("What is hard?"),
        max_length=160,
        help_text=gettext_lazy("One sentence that says it, such as “Dark paths make the evenings unsafe”."),
    )
    text = long(
        gettext_lazy("Describe it"),
        required=False,
        help_text=gettext_lazy(
            "What happens, where and when. Places and circumstances, never persons. "
            "The causes are written on the challenge's own page, when it is saved."
        ),
    )
    risk = forms.MultipleChoiceField(
        label=gettext_lazy("Risk factors involved"), widget=forms.CheckboxSelectMultiple, required=False
    )
    protective = forms.MultipleChoiceField(
        label=gettext_lazy("Protective factors involved"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, reach: Reach, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = municipality.factors()
        choose(self, "risk", _by_domain(one for one in rows if not one.protects))
        choose(self, "protective", _by_domain(one for one in rows if one.protects))
        if fixed:
            del self.fields["area"]
        else:
            choose(self, "area", drafted(reach))

    @property
    def chosen_area(self) -> Area | None:
        """The area, None for the whole municipality."""
        return area_of(self.cleaned_data["area"])

    @property
    def factors(self) -> list[Factor]:
        """The factors that were ticked."""
        codes = [*self.cleaned_data["risk"], *self.cleaned_data["protective"]]
        return chosen(municipality.factors(), codes)


class BecauseForm(PersonDataGuard, WritingForm):
    """Why a challenge is closed, or opened again."""

    guarded: ClassVar[tuple[str, ...]] = ("because",)

    because = forms.CharField(label=pgettext_lazy("challenge", "Why?"), max_length=300, help_text=NO_PERSONS)


class CauseForm(PersonDataGuard, WritingForm):
    """A cause, and under which other it stands."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    text = forms.CharField(label=gettext_lazy("A cause"), max_length=300, help_text=NO_PERSONS)
    under = forms.ChoiceField(label=gettext_lazy("It stands under"), required=False)

    def __init__(self, *args: Any, tree: list[Branch], but: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "under", [("", _("the challenge itself")), *_indented(tree, but)])

    @property
    def under_cause(self) -> int | None:
        """The id of the cause that it stands under; None directly under the challenge."""
        return int(self.cleaned_data["under"]) if self.cleaned_data.get("under") else None


class MoveForm(CauseForm):
    """A cause that is there: said in other words, or moved."""


def _indented(tree: list[Branch], but: int | None) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for branch in tree:
        if branch.cause.pk != but:
            found.append((str(branch.cause.pk), f"{'– ' * branch.depth}{branch.cause.text}"[:120]))
            found += _indented(list(branch.under), but)
    return found


class BasisForm(PersonDataGuard, WritingForm):
    """What a challenge rests on. Which of the fields count follows from the kind."""

    guarded: ClassVar[tuple[str, ...]] = ("note",)

    kind = forms.ChoiceField(
        label=gettext_lazy("What does it rest on?"), widget=forms.RadioSelect, initial=BasisKind.SELECTION
    )
    observation_kind = forms.ChoiceField(label=gettext_lazy("Kind of observations"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    starts = day(gettext_lazy("From"), required=False)
    ends = day(gettext_lazy("To and including"), required=False)
    weekly = forms.ChoiceField(label=gettext_lazy("Weekly picture"), required=False)
    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"), required=False)
    reference = forms.CharField(
        label=gettext_lazy("The question's number, or the address of the question or observation"),
        required=False,
        max_length=300,
    )
    note = forms.CharField(
        label=gettext_lazy("What it shows"), required=False, max_length=300, help_text=gettext_lazy("In a few words.")
    )

    def __init__(self, *args: Any, reach: Reach, area: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach
        self._weeks = {str(one.pk): one for one in weeks_to_choose(reach.who, area)}
        choose(self, "kind", [(one.value, one.label) for one in BasisKind])
        choose(self, "observation_kind", [("", _("All kinds")), *named(municipality.observation_kinds())])
        choose(self, "area", every_area(_("The whole municipality")))
        choose(self, "weekly", [("", _("None")), *((pk, _week(one)) for pk, one in self._weeks.items())])
        choose(self, "indicator", [("", _("None")), *named(municipality.indicators())])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if {"kind", "starts", "ends"} <= cleaned.keys():
            self._check(BasisKind(cleaned["kind"]), cleaned)
        return cleaned

    def _check(self, kind: BasisKind, cleaned: dict[str, Any]) -> None:
        if kind is BasisKind.SELECTION:
            starts, ends = cleaned["starts"], cleaned["ends"]
            if not starts or not ends or starts > ends or starts < EARLIEST:
                self.add_error("starts", _("Say from which day to which, the first before the last."))
        elif kind in {BasisKind.WEEK, BasisKind.INDICATOR}:
            name = "weekly" if kind is BasisKind.WEEK else "indicator"
            if not cleaned.get(name):
                self.add_error(name, _("Choose one."))
        elif self._found(kind, cleaned.get("reference", "")) is None:
            raise ValidationError({"reference": _("There is none with this number that you may see.")})

    def _found(self, kind: BasisKind, said: str) -> Any:
        tail = said.strip().rstrip("/").rsplit("/", 1)[-1]
        if kind is BasisKind.QUESTION:
            rows = questions.visible_to(self.reach.who)
            return rows.filter(pk=key).first() if (key := _uuid(tail)) else rows.filter(reference=tail[:20]).first()
        key = _uuid(tail)
        return observations.visible_to(self.reach.who).filter(pk=key).first() if key else None

    @property
    def rests(self) -> Rests:
        """What was chosen, of a form that is valid."""
        data, kind = self.cleaned_data, BasisKind(self.cleaned_data["kind"])
        thing = self._found(kind, data["reference"]) if kind in {BasisKind.QUESTION, BasisKind.OBSERVATION} else None
        return Rests(
            kind=kind,
            observation=thing if kind is BasisKind.OBSERVATION else None,
            question=thing if kind is BasisKind.QUESTION else None,
            weekly=self._weeks.get(data["weekly"]) if kind is BasisKind.WEEK else None,
            indicator=_first(municipality.indicators(), data["indicator"]) if kind is BasisKind.INDICATOR else None,
            observation_kind=_first(municipality.observation_kinds(), data["observation_kind"]),
            area=area_of(data["area"]),
            starts=data["starts"],
            ends=data["ends"],
            note=data["note"],
        )


def _week(one: WeeklyPicture) -> str:
    return f"{one}: {one.headline}"[:120]


def _first(rows: list[Any], code: str) -> Any:
    return next(iter(chosen(rows, [code])), None) if code else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
