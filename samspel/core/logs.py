"""The operator's log: one line of JSON for each event, on standard error."""

import structlog


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """What logging writes, as JSON with time (UTC), level and logger."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )
