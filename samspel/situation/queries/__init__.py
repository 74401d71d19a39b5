"""Every read of indicators, challenges and situation pictures, each scoped for the one who asks."""

from samspel.situation.queries.challenges import ALL, Branch, Whole, branches, challenge, challenges, whole
from samspel.situation.queries.drafting import WHOLE, named_area
from samspel.situation.queries.indicators import (
    Series,
    Told,
    indicator,
    latest,
    overview,
    standing_value,
    told,
)
from samspel.situation.queries.pictures import (
    Standing,
    adopted,
    draft,
    due,
    standing,
    standings,
    version_before,
    versions,
)
from samspel.situation.queries.scope import (
    adopted_visible_to,
    causes_visible_to,
    challenges_visible_to,
    drafts_visible_to,
    values_visible_to,
)

__all__ = [
    "ALL",
    "WHOLE",
    "Branch",
    "Series",
    "Standing",
    "Told",
    "Whole",
    "adopted",
    "adopted_visible_to",
    "branches",
    "causes_visible_to",
    "challenge",
    "challenges",
    "challenges_visible_to",
    "draft",
    "drafts_visible_to",
    "due",
    "indicator",
    "latest",
    "named_area",
    "overview",
    "standing",
    "standing_value",
    "standings",
    "told",
    "values_visible_to",
    "version_before",
    "versions",
    "whole",
]
