"""The nouns. One direction: edition <- article <- variant, evidence, glossary, page; user and seed stand free.

Rank 2: imports journey, levels, markup, preferences and readability.
"""

from .article import Article, Code, Question
from .edition import Edition
from .evidence import Claim, Reference, Source
from .glossary import GlossaryTerm
from .page import Page
from .seed import Seed
from .user import ReaderProfile, User
from .variant import Variant

__all__ = [
    "Article",
    "Claim",
    "Code",
    "Edition",
    "GlossaryTerm",
    "Page",
    "Question",
    "ReaderProfile",
    "Reference",
    "Seed",
    "Source",
    "User",
    "Variant",
]
