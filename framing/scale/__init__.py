"""Counting very many articles: the same numbers as `framing.count`, very many words at once.

`count_texts` takes batches of a table, counts them on several threads and adds the counts up by
article and by group; `count_articles` takes articles and keeps every paragraph. The plain functions
(`framing.words`, `framing.paragraphs`, `framing.lexicon.matching`) stay the definition. Their
twins, compiled (the modules here) or in arrays of numpy (`framing.scale.arrays`), are held equal to
them by tests. Machine code is made or loaded when it is first used.
"""

from framing.engines import ENGINES, EngineName
from framing.scale.articles import count_articles
from framing.scale.batches import Batch, parquet_batches
from framing.scale.engine import count_texts
from framing.scale.grouped_counts import GroupedCounts
from framing.scale.large_tables import count_tables
from framing.scale.tables import UnfitError
from framing.table_counts import TableCounts

__all__ = [
    "ENGINES",
    "Batch",
    "EngineName",
    "GroupedCounts",
    "TableCounts",
    "UnfitError",
    "count_articles",
    "count_tables",
    "count_texts",
    "parquet_batches",
]
