"""Whom the small pages about questions are for, and the list that one came from."""

from django.http import HttpRequest, QueryDict

from samspel.accounts.audiences import holders
from samspel.accounts.rules import DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.questions.permissions import COORDINATORS, Reach

WORKS = holders(*TEAM_FUNCTIONS, *DEPARTMENT_FUNCTIONS, Function.CONTACT_CENTRE)
"""Who works with questions, and so joins them and takes up what recurs."""
FOLLOWS = holders(*TEAM_FUNCTIONS, *DEPARTMENT_FUNCTIONS, Function.CONTACT_CENTRE, Function.EVALUATOR)
"""They, and the evaluator, who reads."""
SOLVES = holders(*COORDINATORS, *DEPARTMENT_FUNCTIONS, Function.CONTACT_CENTRE, Function.EVALUATOR)
"""Who reads what recurs: those who can solve it at the root, and the evaluator."""
LIST = "list"
"""Where an address says which list one came from."""
LONGEST = 500


def carried(listed: str) -> str:
    """The list that one came from, to be taken along in an address."""
    data = QueryDict(mutable=True)
    data[LIST] = listed
    return f"?{data.urlencode()}"


def list_of(request: HttpRequest, reach: Reach) -> str:
    """The filters of the list that one came from; one's own where none is said."""
    given = request.GET.get(LIST)
    if given is None:
        return "mine=on" if reach.departments else ""
    return QueryDict(given[:LONGEST]).urlencode()
