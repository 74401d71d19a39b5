"""What every module's API is made of: problems (RFC 9457), pages with a cursor, writing that is done once."""

from samspel.core.api.once import idempotent
from samspel.core.api.paging import Page, Paging, page_of
from samspel.core.api.problems import Conflict, Problem, answers
from samspel.core.api.sending import sent

__all__ = ["Conflict", "Page", "Paging", "Problem", "answers", "idempotent", "page_of", "sent"]
