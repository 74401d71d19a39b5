"""Translations: what is found in the source is what is asked for at run time, and faults are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
import pytest
from django.template import Context, Engine
from django.utils import translation

from tools import messages

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = {
    "trimmed plural with variables": (
        """  {% blocktranslate trimmed count n=items|length with name=user %}
             One <b>question</b>
             from {{ name }}, 5% done
           {% plural %}
             {{ n }} <b>questions</b>
             from {{ name }}
           {% endblocktranslate %}""",
        2,
    ),
    "untrimmed over lines": ("{% blocktranslate %}first\n  second {{ user }}{% endblocktranslate %}", 1),
    "with a context": ('{% blocktranslate context "month" %}May{% endblocktranslate %}', 1),
    "a plain one with a percent sign": ('{% translate "100% sure" %}', 1),
    "a plain one with a context": ('{% translate "Open" context "verb" %}', 1),
    "an argument of a filter": ("{{ nothing|default:_(\"not 'yet' said\") }}", 1),
    "inside other tags": ('\n {% if user %}\n\t{% translate "Deep" as deep %}{{ deep }}{% endif %}', 1),
}


def module_with(folder: Path, name: str, text: str) -> Path:
    """A module of one file."""
    file = folder / "module" / name
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return folder / "module"


def shouted(module: Path) -> polib.POFile:
    """A catalogue of all that the module says, in which every translation is marked."""
    new = messages.merged(messages.said(module), {}, {})
    for entry in new:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: f"@{entry.msgid}", 1: f"@{entry.msgid_plural}"}
        else:
            entry.msgstr = f"@{entry.msgid}"
    return new


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_finds_the_translation_that_was_extracted(
    name: str, count: int, tmp_path: Path, settings: object
) -> None:
    source, forms = TEMPLATES[name]
    catalogue = shouted(module_with(tmp_path, "templates/page.html", source))
    target = tmp_path / "locale" / "sv" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    catalogue.save_as_mofile(str(target))
    settings.LOCALE_PATHS = [tmp_path / "locale"]  # type: ignore[attr-defined]
    template = Engine(builtins=["django.templatetags.i18n"]).from_string(source)
    with translation.override("sv"):
        shown = template.render(Context({"items": [0] * count, "user": "Kim"}))
    assert "@" in shown
    assert len({entry.msgid_plural or entry.msgid for entry in catalogue}) == 1
    assert forms == (2 if catalogue[0].msgid_plural else 1)


def test_python_says_it_in_every_known_way(tmp_path: Path) -> None:
    module = module_with(
        tmp_path,
        "words.py",
        """
_("one " "text")
gettext_lazy("lazy")
ngettext_lazy("%(n)d thing", "%(n)d things", n)
pgettext_lazy("same", "same")
npgettext("menu", "entry", "entries", n)
logger.info("not said")
""",
    )
    assert set(messages.said(module)) == {
        ("", "one text", ""),
        ("", "lazy", ""),
        ("", "%(n)d thing", "%(n)d things"),
        ("same", "same", ""),
        ("menu", "entry", "entries"),
    }


def test_what_only_tests_say_needs_no_translation(tmp_path: Path) -> None:
    assert messages.said(module_with(tmp_path, "tests/test_words.py", '_("a fixture")')) == {}


def test_a_text_that_changed_a_little_keeps_its_translation_as_a_guess(tmp_path: Path) -> None:
    old = polib.POEntry(msgid="Send the question to them", msgstr="Skicka frågan till dem")
    texts = messages.said(module_with(tmp_path, "words.py", '_("Send the question to them now")'))
    entry = messages.merged(texts, {messages.key_of(old): old}, {})[0]
    assert (entry.msgstr, entry.fuzzy) == ("Skicka frågan till dem", True)


def test_another_module_that_says_the_same_lends_its_translation(tmp_path: Path) -> None:
    other = polib.POEntry(msgid="Save", msgstr="Spara")
    texts = messages.said(module_with(tmp_path, "words.py", '_("Save")'))
    assert messages.merged(texts, {}, {messages.key_of(other): other})[0].msgstr == "Spara"


@pytest.mark.parametrize(
    ("source", "translated", "fault"),
    [
        ("From %(name)s", "Från %(namn)s", "differs in %(name)s, %(namn)s"),
        ("{count} left", "kvar", "differs in {count}"),
        ("<b>Bold</b>", "Fet", "differs in </b, <b"),
        ("Save", "", "not translated"),
    ],
)
def test_a_translation_that_lost_something_is_a_fault(source: str, translated: str, fault: str) -> None:
    assert list(messages.faults_of_line(polib.POEntry(msgid=source, msgstr=translated))) == [fault]


def test_a_plural_form_may_leave_out_the_number_where_the_source_does() -> None:
    entry = polib.POEntry(msgid="one day", msgid_plural="%(n)s days", msgstr_plural={0: "en dag", 1: "%(n)s dagar"})
    assert list(messages.faults_of_line(entry)) == []


def test_a_guess_is_a_fault() -> None:
    entry = polib.POEntry(msgid="Save", msgstr="Spara", flags=["fuzzy"])
    assert list(messages.faults_of_line(entry)) == ["guessed (fuzzy)"]


def test_every_text_of_the_product_is_in_swedish() -> None:
    modules = messages.modules()
    assert [fault for module in modules for fault in messages.faults(module, "sv")] == []
    assert list(messages.said_in_two_ways("sv")) == []
