"""A form is drawn so that label, help and error belong to their field, whatever kind it is."""

import re
from typing import Any

from django import forms
from django.template import Context, Template
from django.utils import translation

from samspel.ui import fields
from samspel.ui.elements import Option


class Sample(forms.Form):
    """One field of each kind."""

    key = forms.CharField(widget=forms.HiddenInput)
    subject = forms.CharField(label="Ämne", help_text="Kort & gott")
    text = forms.CharField(label="Text", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="Slag", choices=[("a", Option("Ett", hint="om <ett>")), ("b", "Två")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Behov", choices=[("x", "Vuxna")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField(label="Säker", required=True)


def drawn(source: str, data: dict[str, Any] | None = None, **context: object) -> str:
    """A form as it is drawn in Swedish."""
    with translation.override("sv"):
        return Template("{% load ui %}" + source).render(Context({"form": Sample(data), **context}))


class Bounded(forms.Form):
    """Fields that Django finds fault with by itself."""

    name = forms.CharField(label="Namn", max_length=5)
    asked = forms.CharField(label="Vad ska ändras?")
    own = forms.CharField(label="Fråga", error_messages={"required": "Skriv vad du vill fråga."})
    year = forms.IntegerField(label="År", min_value=2000, max_value=2100)
    count = forms.IntegerField(label="Antal", min_value=1)
    kind = forms.ChoiceField(label="Slag", choices=[("a", "Ett")])


def told(**data: str) -> dict[str, tuple[str, str]]:
    """What is said beside each field and in the summary, in Swedish."""
    with translation.override("sv"):
        form = Bounded({"name": "Anna", "asked": "x", "own": "x", "year": "2026", "count": "1", "kind": "a", **data})
        found = {bound.name: (fields.faults(bound), fields.summed_up(bound)) for bound in form if bound.errors}
        return {name: (beside[0], summed[0]) for name, (beside, summed) in found.items()}


def test_the_summary_names_the_field_that_was_left_empty() -> None:
    assert told(name="", asked="", own="") == {
        "name": ("Fyll i det här.", "Namn: fyll i det här."),
        "asked": ("Fyll i det här.", "Vad ska ändras? Fyll i det här."),
        "own": ("Skriv vad du vill fråga.", "Skriv vad du vill fråga."),
    }


def test_a_number_outside_its_bounds_is_told_which_are_allowed() -> None:
    assert told(year="1999", count="0") == {
        "year": ("Skriv något från 2000 till 2100.", "År: skriv något från 2000 till 2100."),
        "count": ("Skriv 1 eller mer.", "Antal: skriv 1 eller mer."),
    }


def test_what_is_too_long_or_not_in_the_list_is_told_in_plain_words() -> None:
    assert told(name="Annika", kind="b") == {
        "name": ("Skriv högst 5 tecken. Nu är det 6.", "Namn: skriv högst 5 tecken. Nu är det 6."),
        "kind": ("Välj något av det som finns i listan.", "Slag: välj något av det som finns i listan."),
    }


def test_kinds() -> None:
    form = Sample()
    kinds = {name: fields.kind_of(form[name]) for name in form.fields}
    assert kinds == {
        "key": "hidden", "subject": "input", "text": "input", "kind": "list", "needs": "list", "sure": "single",
    }  # fmt: skip


def test_help_and_error_describe_their_field() -> None:
    html = drawn("{% field form.subject %}", {"subject": ""})
    assert 'aria-describedby="id_subject_hint id_subject_error"' in html
    assert '<p class="hint" id="id_subject_hint">Kort &amp; gott</p>' in html
    assert 'id="id_subject_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<label for="id_subject">Ämne</label>' in html


def test_what_describes_a_list_describes_its_frame() -> None:
    html = drawn("{% field form.kind %}", {})
    assert '<fieldset class="field wrong" aria-describedby="id_kind_error">' in html
    assert "<legend>Slag</legend>" in html
    assert html.count("<label") == html.count("<input") == 2


def test_a_choice_may_have_a_line_under_it() -> None:
    assert "Ett<small>om &lt;ett&gt;</small>" in drawn("{% field form.kind %}")
    assert "Två<small>" not in drawn("{% field form.kind %}")


def test_what_need_not_be_filled_in_says_so() -> None:
    assert "(frivilligt)" in drawn("{% field form.text %}")
    assert "(frivilligt)" in drawn("{% field form.needs %}")
    assert "(frivilligt)" not in drawn("{% field form.subject %}")
    assert "(frivilligt)" not in drawn("{% field form.text optional=False %}")


def test_attributes_reach_the_input() -> None:
    html = drawn('{% field form.text rows=3 data_forget=True autocomplete="off" %}')
    assert 'rows="3"' in html
    assert "data-forget" in html
    assert 'autocomplete="off"' in html


def test_what_was_typed_is_kept_and_escaped() -> None:
    assert 'value="&lt;b&gt;&#34;' in drawn("{% field form.subject %}", {"subject": '<b>"'})
    assert "checked" in drawn("{% field form.kind %}", {"kind": "b"})


def test_errors_lead_to_their_fields_in_the_same_words() -> None:
    form = Sample({"subject": "", "kind": "c"})
    form.add_error(None, "Någon hann före")
    html = drawn("{% errors form %}{% form_fields form %}", form=form)
    assert "5 saker att rätta innan vi kan spara" in html
    assert 'role="alert" tabindex="-1" autofocus' in html
    for target in re.findall(r'<a href="#([^"]+)">', html):
        assert f'id="{target}"' in html
    assert "<li>Någon hann före</li>" in html
    summary, rest = html.split("</ul>", 1)
    for error in re.findall(r"<a [^>]*>([^<]+)</a>", summary):
        assert error.partition(": ")[2] in rest.lower()


def test_nothing_to_put_right_says_nothing() -> None:
    assert drawn("{% errors form %}").strip() == ""


def test_all_fields_are_drawn_once() -> None:
    html = drawn("{% form_fields form %}")
    for name in Sample.base_fields:
        assert f'name="{name}"' in html
    assert html.count('name="key"') == 1


def test_what_is_carried_unseen_has_no_id_since_several_forms_stand_on_a_page() -> None:
    html = drawn("{% hidden_fields form %}")
    assert html.count("<input") == 1
    assert " id=" not in html


def test_filters_stand_in_the_address() -> None:
    html = drawn('{% filters form reset="/alla/" %}<a href="/x">Excel</a>{% endfilters %}')
    assert 'method="get"' in html
    assert 'href="/alla/"' in html
    assert '<a href="/x">Excel</a>' in html
    assert "(frivilligt)" not in html


def test_a_big_label_and_a_quiet_legend() -> None:
    assert 'class="biglabel"' in drawn("{% field form.subject big=True %}")
    assert '<legend class="vh">' in drawn("{% field form.kind quiet=True %}")
    assert 'class="choice two"' in drawn("{% field form.kind two=True %}")
