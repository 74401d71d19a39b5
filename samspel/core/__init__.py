"""The ground: clock, log, outbox, jobs, idempotency, versions; names no one."""
