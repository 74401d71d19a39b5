"""The same, at a municipality with a provider of its own: one that does not answer."""

from drill.attacks.few import *  # noqa: F403
from drill.attacks.few import OIDC

OIDC = OIDC | {"issuer": "http://127.0.0.1:9", "client_id": "samspel", "secret": "s" * 32, "rules": "nowhere.yaml"}
