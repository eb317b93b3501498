"""Passages that articles share: runs of the same words, found among few articles and many."""

from framing.sharing.containment import ANY_OTHER, ContainmentRow, list_containment
from framing.sharing.copies import NEARLY_ALL, NearCopyRow, count_once, list_near_copies
from framing.sharing.fingerprints import NGRAM
from framing.sharing.found import Found, SharedPair, cautions_of_search, find_shared
from framing.sharing.passage_rows import SharedRow, list_passages
from framing.sharing.passages import FEWEST_WORDS, GAP, SHORTEST_JOINED, Passage

__all__ = [
    "ANY_OTHER",
    "FEWEST_WORDS",
    "GAP",
    "NEARLY_ALL",
    "NGRAM",
    "SHORTEST_JOINED",
    "ContainmentRow",
    "Found",
    "NearCopyRow",
    "Passage",
    "SharedPair",
    "SharedRow",
    "cautions_of_search",
    "count_once",
    "find_shared",
    "list_containment",
    "list_near_copies",
    "list_passages",
]
