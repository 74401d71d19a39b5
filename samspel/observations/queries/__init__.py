"""Every read of observations. Each starts from `visible_to`, so that list, export and API show the same."""

from samspel.observations.queries.filters import Filters
from samspel.observations.queries.history import history
from samspel.observations.queries.listing import MOST_COUNTED, Page, chosen, page, rows
from samspel.observations.queries.one import one, picture
from samspel.observations.queries.scope import visible_to

__all__ = ["MOST_COUNTED", "Filters", "Page", "chosen", "history", "one", "page", "picture", "rows", "visible_to"]
