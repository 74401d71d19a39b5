"""What is adopted is frozen: pictures, targets and plans as a body decided them, on a day, under a number.

A module that adopts something:

1. makes a table of its own, `class AdoptedPlan(Adopted)`, with the fields that tell one series of versions from another
   (its area, its kind) named in `series` and unique together with `number`. `insert_only` is inherited: the product's
   own database user may add rows and never change one;
2. freezes everything that the reader needs into `content`, a JSON of plain values that needs no other row to be read,
   and says in `sections()` how it reads as headings and text, what is one of many by its `Entry` key;
3. adopts by `record(AdoptedPlan, content, adoption, by=who, area=area)` inside its own service;
4. reads by `AdoptedPlan.objects.as_of(day)` (what it said on any day), `.due(day)`, `.versions(area=area)`;
5. shows two versions side by side by `{% versions old new %}`, which draws `compare(old.sections(), new.sections())`.
"""

from samspel.core.adopted.comparing import Changed, Entry, Line, Piece, Row, Section, Side, compare
from samspel.core.adopted.forms import AdoptionForm
from samspel.core.adopted.models import Adopted, AdoptedQuerySet, Adoption, next_due, record, surely

__all__ = [
    "Adopted",
    "AdoptedQuerySet",
    "Adoption",
    "AdoptionForm",
    "Changed",
    "Entry",
    "Line",
    "Piece",
    "Row",
    "Section",
    "Side",
    "compare",
    "next_due",
    "record",
    "surely",
]
