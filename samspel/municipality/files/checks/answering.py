"""Checks on matters, routes, receivers and lines: nothing may lead to nobody."""

from django.utils.translation import gettext as _

from samspel.municipality.files.checks.known import Known
from samspel.municipality.files.faults import Path
from samspel.municipality.files.shapes import EscalationFile, MattersFile, OrganisationFile, RoutesFile, ServicesFile
from samspel.municipality.files.shapes.answering import ReceiverRow, RouteLine
from samspel.municipality.models import ReceiverRole

BY_DEPARTMENT = (ReceiverRole.MANAGERS, ReceiverRole.DEPARTMENT_MANAGEMENT)
ALONE = tuple(role for role in ReceiverRole if role not in BY_DEPARTMENT)
ANY_HOUR = (ReceiverRole.HEAD_OF_SECURITY, ReceiverRole.DUTY_OFFICER)


def matters(known: Known) -> None:
    """Each matter has its own code, and a route that names it."""
    file = known.file(MattersFile)
    known.once(MattersFile, ((("matters", n, "code"), one.code) for n, one in enumerate(file.matters)))
    routed = {route.matter for route in known.file(RoutesFile).routes}
    for n, matter in enumerate(file.matters):
        if matter.code not in routed:
            known.fault(
                MattersFile,
                ("matters", n),
                _("The matter “%(code)s” leads to nobody: no route names it.") % {"code": matter.code},
            )


def routes(known: Known) -> None:
    """Routes point at what exists."""
    matters, areas = known.codes("matters", "matters"), known.codes("areas", "areas")
    departments = known.codes("organisation", "departments")
    for n, route in enumerate(known.file(RoutesFile).routes):
        known.unknown(RoutesFile, ("routes", n, "matter"), route.matter, matters)
        known.unknown(RoutesFile, ("routes", n, "area"), route.area, areas)
        for m, code in enumerate(route.departments):
            known.unknown(RoutesFile, ("routes", n, "departments", m), code, departments)
        known.once(RoutesFile, ((("routes", n, "departments", m), code) for m, code in enumerate(route.departments)))


def order(known: Known) -> None:
    """Some route fits every question, and no route stands below one that already takes all of its questions."""
    rows = known.file(RoutesFile).routes
    if not any(_conditions(row) == (None, None, None) for row in rows):
        known.fault(
            RoutesFile, ("routes", len(rows) - 1), _("No route fits every question: end with one without conditions.")
        )
    for n, row in enumerate(rows):
        above = next((m for m in range(n) if _covers(rows[m], row)), None)
        if above is not None:
            known.fault(
                RoutesFile,
                ("routes", n),
                _("The route is never reached: route %(number)s above takes its questions.") % {"number": above + 1},
            )


def _conditions(row: RouteLine) -> tuple[str | None, ...]:
    return (row.matter, row.area, row.asker_role)


def _covers(above: RouteLine, row: RouteLine) -> bool:
    pairs = zip(_conditions(above), _conditions(row), strict=True)
    return all(wide in {None, narrow} for wide, narrow in pairs)


def receivers(known: Known) -> None:
    """Each role is there once, for managers and management once in each department, and can be reached."""
    rows = known.file(EscalationFile).receivers
    bodies, departments = known.codes("bodies", "bodies"), known.codes("organisation", "departments")
    for n, row in enumerate(rows):
        path = ("receivers", n)
        known.unknown(EscalationFile, (*path, "department"), row.department, departments)
        known.unknown(EscalationFile, (*path, "body"), row.body, bodies)
        _reachable(known, path, row)
    known.once(
        EscalationFile, ((("receivers", n), receiver_code(row.role, row.department)) for n, row in enumerate(rows))
    )


def receiver_code(role: ReceiverRole, department: str | None) -> str:
    """The code of a receiver: the role, and for managers and management the department too."""
    return f"{role.value}:{department}" if department else role.value


def _reachable(known: Known, path: Path, row: ReceiverRow) -> None:
    if not row.phone and not row.email:
        known.fault(EscalationFile, (*path, "phone"), _("The receiver is nobody: it has neither phone nor e-mail."))
    if (row.role in BY_DEPARTMENT) != (row.department is not None):
        known.fault(
            EscalationFile,
            (*path, "department"),
            _("Managers and department management, and no others, belong to a department."),
        )
    if (row.role == ReceiverRole.COORDINATION_GROUP) != (row.body is not None):
        known.fault(
            EscalationFile, (*path, "body"), _("The coordination group, and no other receiver, stands for a body.")
        )


def everybody_is_there(known: Known) -> None:
    """No case is without receiver: the three that stand alone, and two for every department."""
    there = {(row.role, row.department) for row in known.file(EscalationFile).receivers}
    for role in ALONE:
        if (role, None) not in there:
            known.fault(EscalationFile, ("receivers",), _("The receiver “%(role)s” is missing.") % {"role": role.value})
    for n, department in enumerate(known.file(OrganisationFile).departments):
        for role in BY_DEPARTMENT:
            if (role, department.code) not in there:
                known.fault(
                    OrganisationFile,
                    ("departments", n),
                    _("The department has no receiver “%(role)s” in escalation.yaml.") % {"role": role.value},
                )


def lines(known: Known) -> None:
    """A line goes on by the minute and has one named end, and its steps point at receivers that exist."""
    rows = known.file(EscalationFile).receivers
    there = {receiver_code(row.role, row.department) for row in rows}
    for n, row in enumerate(rows):
        path = ("receivers", n)
        if row.role in ANY_HOUR and not row.line:
            known.fault(EscalationFile, (*path, "line"), _("Nobody is next in line: write “line”."))
        if row.line:
            _goes_on(known, path, row)
            _steps(known, (*path, "line"), row, there)


def _goes_on(known: Known, path: Path, row: ReceiverRow) -> None:
    ends = [m for m, step in enumerate(row.line) if step.end]
    if ends != [len(row.line) - 1]:
        known.fault(
            EscalationFile, (*path, "line"), _("The line has no end: mark its last step, and only that, “end: true”.")
        )


def _steps(known: Known, path: Path, row: ReceiverRow, there: set[str]) -> None:
    for m, step in enumerate(row.line):
        if not step.end and step.minutes is None:
            known.fault(
                EscalationFile,
                (*path, m, "minutes"),
                _("Write “minutes”: how many minutes until it goes on to the next."),
            )
        if step.receiver is None:
            if not step.name or not (step.phone or step.email):
                known.fault(
                    EscalationFile,
                    (*path, m, "name"),
                    _("The step is nobody: write a receiver, or a name and a phone."),
                )
            continue
        code = step_code(step.receiver, row.department)
        known.unknown(EscalationFile, (*path, m, "receiver"), code, there)
        if code == receiver_code(row.role, row.department):
            known.fault(EscalationFile, (*path, m, "receiver"), _("The step leads back to the receiver itself."))


def step_code(receiver: ReceiverRole, department: str | None) -> str:
    """The receiver that a step names: for managers and management the one of the line's own department."""
    return receiver_code(receiver, department if receiver in BY_DEPARTMENT else None)


def services(known: Known) -> None:
    """Each service has its own code, a way to reach it, and helps with matters that exist."""
    rows = known.file(ServicesFile).services
    there = {one.code for one in known.file(MattersFile).matters}
    known.once(ServicesFile, ((("services", n, "code"), one.code) for n, one in enumerate(rows)))
    for n, one in enumerate(rows):
        if not one.phone and not one.url:
            known.fault(ServicesFile, ("services", n, "phone"), _("The service has neither phone nor web address."))
        for m, matter in enumerate(one.matters):
            known.unknown(ServicesFile, ("services", n, "matters", m), matter, there)
