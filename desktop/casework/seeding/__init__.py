"""Fills a desk with invented cases of any number: every service and stage, legal timelines, true derived columns."""

from desktop.casework.seeding.mill import SeedReport, real_cases, seed

__all__ = ["SeedReport", "real_cases", "seed"]
