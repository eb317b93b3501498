"""Count the bundled reference of document frequencies from a table of articles.

``python docs/make_reference.py TABLE.parquet`` reads the columns id and text and writes
``lexicons/reference/en-news.tsv``: in how many articles each word, and each entry of the bundled
lexicons, occurs. Only counts leave the table; texts do not.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from framing import Article, bundled_lexicons, load_lexicon
from framing.reference import FEWEST_ARTICLES_OF_A_WORD, count_reference, reference_text

TARGET = Path(__file__).parent.parent / "lexicons" / "reference" / "en-news.tsv"
PROVENANCE = """\
Document frequencies in general English-language news: in how many articles a word, or an entry of
a bundled lexicon, occurs. Counted with docs/make_reference.py from {count:,} articles of US outlets
of ten topics, up to July 2020, of the collection of Baly, Da San Martino, Glass and Nakov 2020,
"We Can Detect Your Bias". Words of fewer than {least} articles are left out. Counts only, no
text."""


def _articles(table: Path) -> Iterator[Article]:
    for row in pl.read_parquet(table, columns=["id", "text"]).iter_rows(named=True):
        yield Article(id=str(row["id"]), outlet="", text=row["text"])


if __name__ == "__main__":
    lexicons = [load_lexicon(name) for name in bundled_lexicons()]
    reference = count_reference(_articles(Path(sys.argv[1])), lexicons, TARGET.stem)
    provenance = PROVENANCE.format(count=reference.articles, least=FEWEST_ARTICLES_OF_A_WORD)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(reference_text(reference, provenance), encoding="utf-8")
