"""Fills a desk with invented cases of any number: every service and stage, legal timelines, true derived columns."""

from desktop.casework.seeding.mill import SeedReport, seed

__all__ = ["SeedReport", "seed"]
