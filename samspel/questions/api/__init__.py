"""Questions for other systems."""

from samspel.questions.api.joint import router as joint_router
from samspel.questions.api.operations import router

__all__ = ["joint_router", "router"]
