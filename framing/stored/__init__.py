"""Counts as files: written once, measured often, in place of the articles."""

from framing.stored.header import Header
from framing.stored.load import StoredCounts, find_stored, load_counts
from framing.stored.merging import merge_counts
from framing.stored.sentences import sentences_of
from framing.stored.shards import caution_of_shards
from framing.stored.storing import parse_shard, store_counts
from framing.stored.writing import ARTICLES_A_PARTITION, Written

__all__ = [
    "ARTICLES_A_PARTITION",
    "Header",
    "StoredCounts",
    "Written",
    "caution_of_shards",
    "find_stored",
    "load_counts",
    "merge_counts",
    "parse_shard",
    "sentences_of",
    "store_counts",
]
