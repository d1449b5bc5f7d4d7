"""The admin: the editors' desk on Django's own admin. Each module registers what it is about.

Rank 6: imports assessment, checks, dashboard, difference, door, editorial, files, findings, forms, desk_forms, helps,
levels, links, models, passages, passwords, records and wording.
"""

from . import articles, evidence, log, people, reviews, texts, wanted

__all__ = ["articles", "evidence", "log", "people", "reviews", "texts", "wanted"]
