"""Lexicons: what they are, how they are found and read, how they are matched."""

from framing.lexicon.files import bundled_lexicons, load_lexicon
from framing.lexicon.matching import Entry, Hit, Matcher
from framing.lexicon.model import Frame, Lexicon, Pattern, Status

__all__ = [
    "Entry",
    "Frame",
    "Hit",
    "Lexicon",
    "Matcher",
    "Pattern",
    "Status",
    "bundled_lexicons",
    "load_lexicon",
]
