"""Questions for other systems."""

from samspel.questions.api.operations import router

__all__ = ["router"]
