"""Bringing in Excel and CSV of any shape: read, matched once and remembered, tried, and taken in by a job.

A module says what can be brought in, by handing an `Importable` to `register` from its AppConfig.ready(). Everything
else is here and in `samspel.web.imports`: the upload, the header row, the matching of columns and words (remembered for
each source), the dry run that tells every fault by its row, the job with its progress, and the faulty rows as a file.

    # samspel/<module>/imports.py
    def columns() -> list[Column]:                       # called once for each run: look up what is needed there
        return [
            Column("reference", _("Reference"), Text(most=20), aliases=("ref", "nr")),
            Column("title", _("Title"), Text(most=200), required=True),
            Column("area", _("Area"), OneOf([Option(area.code, area.name) for area in areas()])),
            Column("budget", _("Budget, kronor"), Money()),
        ]

    MEASURES = Importable(
        code="measures", title=_("Measures"), about=_("One row for each measure."),
        columns=columns,
        key=lambda values: values["reference"] or "",    # "": the row is known by all that it says
        known=known,                                     # keys -> what stands now, as `columns` would have read it
        changes=True,                                    # rows that stand and differ are handed to `take` as well
        may=permissions.may_import,
        take=services.take,                              # (rows, delivery, by) -> refused rows by number
    )

    # apps.ready():  imports.register(MEASURES)

`take` is a @service of the module: one transaction (within the frame's own), one or more log rows, bulk inserts. It
gets at most `Importable.batch` rows at a time, only those that are new or (with `changes`) differ, and does all of them
or returns {row.number: Fault(...)} for those that it refuses; nothing of a refused row is kept. `one_by_one` does that
for services that take one thing at a time, or say no to all. `row.merged` is how a thing is to read, where the file
does not tell all of it. A `Fault` is an English sentence marked with gettext_noop and what fills it, so that it is told
in the language of whoever reads.
The values of a row are what each column `holds` gives, None where the cell is empty; `together` may look at them all.
What a column holds is written by the same rule as it is read, so that `export` makes a file that comes back as it went.
"""

from samspel.core.imports.holds import (
    AnyOf,
    Day,
    Held,
    Moment,
    Money,
    Number,
    OneOf,
    Option,
    Text,
    TimeOfDay,
    Whole,
    YesNo,
    several,
)
from samspel.core.imports.importable import (
    Column,
    Delivery,
    Fault,
    Importable,
    Row,
    Values,
    importable,
    importables,
    register,
)

__all__ = [
    "AnyOf",
    "Column",
    "Day",
    "Delivery",
    "Fault",
    "Held",
    "Importable",
    "Moment",
    "Money",
    "Number",
    "OneOf",
    "Option",
    "Row",
    "Text",
    "TimeOfDay",
    "Values",
    "Whole",
    "YesNo",
    "importable",
    "importables",
    "register",
    "several",
]
