"""An intervention as it is written: plain, in sections, each field with what it asks for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.interventions import words
from samspel.interventions.forms.filters import choose, committees, targets
from samspel.interventions.models import Intervention
from samspel.interventions.rules import Level, State, Target, begun
from samspel.interventions.services import Written
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department
from samspel.municipality.models.base import Kept, Named
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal
from samspel.ui.elements import Option

T = TypeVar("T")
K = TypeVar("K", bound=Kept)
NO_NAMES = gettext_lazy("Write no names and no personal identity numbers.")
LONGEST = 4000
SECTIONS: Final[Sequence[tuple[str | Promise, Sequence[str]]]] = (
    (gettext_lazy("What is done?"), ("title", "text", "department", "committee", "external_id")),
    (gettext_lazy("Where?"), ("areas", "place", "place_text")),
    (gettext_lazy("For whom?"), ("level", "target", "target_text")),
    (gettext_lazy("When?"), ("state", "starts", "ends")),
    (gettext_lazy("How, and with whom?"), ("method", "on_trial", "partners", "partner_text")),
    (gettext_lazy("What does it work on?"), ("factors",)),
    (gettext_lazy("Which measures and goals does it serve?"), ("measures", "goals")),
    (gettext_lazy("On what decision?"), ("no_assessment", "decision")),
)


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _many(**more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False, **more)


class InterventionForm(PersonDataGuard, WritingForm):
    """All that is written of one. `writers` are the departments that the writer may write for or propose to."""

    guarded: ClassVar[tuple[str, ...]] = ("title", "text", "place_text", "target_text", "partner_text", "method")

    title = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        help_text=gettext_lazy("Short, so that others see what it is: “Parents' groups in the evening”."),
    )
    text = forms.CharField(
        label=gettext_lazy("What is done?"), required=False, max_length=LONGEST, widget=forms.Textarea,
        help_text=NO_NAMES,
    )  # fmt: skip
    department = forms.ChoiceField(label=gettext_lazy("Whose is it?"))
    committee = forms.ChoiceField(label=gettext_lazy("Which committee answers for it?"))
    external_id = forms.CharField(label=gettext_lazy("Number in your own list"), required=False, max_length=60)
    areas = _many(
        label=gettext_lazy("In which areas?"),
        help_text=gettext_lazy("None at all means the whole municipality. The cost is shared alike between them."),
    )
    place = forms.ChoiceField(label=gettext_lazy("At a known place?"), required=False)
    place_text = forms.CharField(label=gettext_lazy("Or in words"), required=False, max_length=200)
    level = forms.ChoiceField(label=gettext_lazy("At which level?"), widget=forms.RadioSelect)
    target = forms.ChoiceField(label=gettext_lazy("Target group"))
    target_text = forms.CharField(
        label=gettext_lazy("More exactly"), required=False, max_length=200,
        help_text=gettext_lazy("Such as: years 7 to 9 at the schools in the area."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"), widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("Left unsaid, the days decide: planned when it begins later, else ongoing."),
    )  # fmt: skip
    starts = forms.DateField(label=gettext_lazy("From"), required=False, widget=_Day())
    ends = forms.DateField(
        label=gettext_lazy("To and including"), required=False, widget=_Day(),
        help_text=gettext_lazy("Left empty, it goes on until further notice."),
    )  # fmt: skip
    method = forms.CharField(label=gettext_lazy("Method"), required=False, max_length=300)
    on_trial = forms.BooleanField(label=gettext_lazy("It is new and on trial"), required=False)
    partners = _many(label=gettext_lazy("Together with"))
    partner_text = forms.CharField(label=gettext_lazy("And others"), required=False, max_length=300)
    factors = _many(
        label=gettext_lazy("Risk and protective factors"),
        help_text=gettext_lazy("Those that it is meant to change. They let overlaps with others be found."),
    )
    measures = _many(label=gettext_lazy("Measures"))
    goals = _many(label=gettext_lazy("Outcome goals"))
    no_assessment = forms.BooleanField(label=gettext_lazy("It is given without a needs assessment"), required=False)
    decision = forms.CharField(
        label=gettext_lazy("The committee's decision, by number"), required=False, max_length=60,
        help_text=gettext_lazy("Without a needs assessment it rests on a decision by the committee."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        departments: Sequence[Department],
        measures: Sequence[Measure],
        goals: Sequence[OutcomeGoal],
        new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._departments = {one.code: one for one in departments}
        self._choose_plain()
        self._measures = {str(one.pk): one for one in measures}
        self._goals = {str(one.pk): one for one in goals}
        choose(self, "measures", [(key, f"{one.reference} {one.title}") for key, one in self._measures.items()])
        choose(self, "goals", [(key, f"{one.reference} {one.what}") for key, one in self._goals.items()])
        if not new:
            del self.fields["state"]

    def _choose_plain(self) -> None:
        choose(self, "department", [(code, one.name) for code, one in self._departments.items()])
        choose(self, "committee", committees())
        choose(self, "areas", _coded(municipality.areas()))
        places = [(one.code, f"{one.name}, {one.area.name}") for one in municipality.places()]
        choose(self, "place", [("", _("No")), *places])
        choose(self, "level", [(str(one.value), _level(one)) for one in Level])
        choose(self, "target", [("", _("Choose one")), *targets()])
        choose(self, "state", [(one.value, words.STATE[one][1]) for one in (State.PLANNED, State.ONGOING)])
        choose(self, "partners", _coded(municipality.organisations()))
        choose(self, "factors", [(one.code, words.factor(one)) for one in municipality.factors()])

    def clean(self) -> dict[str, Any] | None:
        """What begins later is planned until then."""
        cleaned = super().clean()
        stands = begun(self.cleaned_data.get("starts"), clock.today())
        if self.cleaned_data.get("state") == State.ONGOING and stands is State.PLANNED:
            self.add_error("state", _("It begins later: it is planned until then. Change this or the day."))
        return cleaned

    @property
    def written(self) -> Written:
        """What was written, as the service takes it."""
        data = self.cleaned_data
        plain = ("title", "text", "place_text", "target_text", "partner_text", "method", "decision", "external_id")
        return Written(
            **{name: data[name] for name in (*plain, "starts", "ends", "on_trial", "no_assessment")},
            department=self._departments[data["department"]],
            committee=_by_code(municipality.committees())[data["committee"]],
            level=Level(int(data["level"])),
            target=Target(data["target"]),
            state=State(data.get("state") or begun(data["starts"], clock.today())),
            place=_by_code(municipality.places()).get(data["place"]),
            areas=_picked(_by_code(municipality.areas()), data["areas"]),
            partners=_picked(_by_code(municipality.organisations()), data["partners"]),
            factors=_picked(_by_code(municipality.factors()), data["factors"]),
            measures=_picked(self._measures, data["measures"]),
            goals=_picked(self._goals, data["goals"]),
        )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, those that this form has."""
        return [(str(legend), [self[name] for name in names if name in self.fields]) for legend, names in SECTIONS]


class TieForm(WritingForm):
    """Which of those that exist serves the thing too."""

    intervention = forms.ChoiceField(label=gettext_lazy("Intervention"))

    def __init__(self, *args: Any, interventions: Sequence[Intervention], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.pk), f"{one.title}, {one.reference}") for one in interventions]
        choose(self, "intervention", [("", _("Choose one")), *named])


def _level(level: Level) -> Option:
    hints = {
        Level.AREA: _("Everybody who lives or moves there."),
        Level.GROUP: _("A group that needs more: a class, parents of teenagers, a stairwell."),
        Level.INDIVIDUALS: _("Single children, youths or families. Only how many is written here."),
    }
    return Option(str(words.LEVEL[level]), hint=hints[level])


def initial_of(row: Intervention) -> dict[str, Any]:
    """What stands, as the form's first values."""
    plain = ("title", "text", "place_text", "target_text", "partner_text", "method", "on_trial", "decision")
    more = ("external_id", "starts", "ends", "no_assessment", "target", "version")
    return {
        **{name: getattr(row, name) for name in (*plain, *more)},
        "level": str(row.level),
        "department": row.department.code,
        "committee": row.committee.code,
        "place": row.place.code if row.place else "",
        "areas": [one.area.code for one in row.where.all()],
        "partners": [one.code for one in row.partners.all()],
        "factors": [one.code for one in row.factors.all()],
        "measures": [str(one.pk) for one in row.measures.all()],
        "goals": [str(one.pk) for one in row.goals.all()],
    }


def _coded(rows: Iterable[Named]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in rows]


def _by_code(rows: Iterable[K]) -> dict[str, K]:
    return {one.code: one for one in rows}


def _picked(rows: Mapping[str, T], keys: Iterable[str]) -> list[T]:
    return [rows[key] for key in keys]
