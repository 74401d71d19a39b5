"""The operator's log: one line of JSON for each event, on standard error."""

from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from samspel.core.actors import reference


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """What logging writes, as JSON with time (UTC), level, logger and, about a request, who asked."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            _who,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )


def _who(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Whoever was refused something is named as the log of the work names them; the id of a user, never a name."""
    request: Any = getattr(event.get("_record"), "request", None)
    if hasattr(request, "who"):
        event.update(who=reference(request.who), method=request.method)
    return event
