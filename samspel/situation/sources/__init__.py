"""Values fetched from Kolada and PxWeb: built from their documentation, and never run against the live services.

A source asks one fixed server, named by the settings, and hands back plain values; what is done with them is the
services' matter. Nothing that anybody typed chooses which server is asked.
"""

from samspel.situation.sources.fetched import Faulty, Fetched

__all__ = ["Faulty", "Fetched"]
