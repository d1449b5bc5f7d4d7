"""The admin: the editors' desk on Django's own admin. Each module registers what it is about.

Rank 5: imports assessment, dashboard, difference, editorial, forms, levels, models, records and wording.
"""

from . import articles, evidence, log, people, reviews, texts

__all__ = ["articles", "evidence", "log", "people", "reviews", "texts"]
