"""The tables and guards as the first migration made them, frozen: today's are in desktop.models.tables and guards."""

from desktop.models.migrations.foundation import cases, people, places
from desktop.models.migrations.foundation.columns import metadata
from desktop.models.migrations.foundation.guards import GUARDS

__all__ = ["GUARDS", "cases", "metadata", "people", "places"]
