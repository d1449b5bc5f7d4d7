"""The nouns. One direction: edition, passage <- article <- variant <- review <- invitation; variant <- outdated,
presence and feedback; edition <- reviewer <- variant; article, passage <- wanted; evidence, glossary and page beside
them; user, seed, audit and address free.

Rank 2: imports editorial, journey, levels, markup, preferences, readability, wording and words.
"""

from .address import OutsideAddress
from .article import Article, Code, Question
from .audit import AuditEntry
from .edition import Edition
from .evidence import Claim, Reference, Source
from .feedback import Feedback
from .glossary import GlossaryTerm
from .invitation import Invitation
from .outdated import OutdatedMark
from .page import Page
from .passage import Passage, Word
from .presence import Presence
from .review import Review
from .reviewer import ReviewerProfile
from .seed import Seed
from .user import ReaderProfile, User
from .variant import Variant
from .wanted import MissedWord, SentQuestion

__all__ = [
    "Article",
    "AuditEntry",
    "Claim",
    "Code",
    "Edition",
    "Feedback",
    "GlossaryTerm",
    "Invitation",
    "MissedWord",
    "OutdatedMark",
    "OutsideAddress",
    "Page",
    "Passage",
    "Presence",
    "Question",
    "ReaderProfile",
    "Reference",
    "Review",
    "ReviewerProfile",
    "Seed",
    "SentQuestion",
    "Source",
    "User",
    "Variant",
    "Word",
]
