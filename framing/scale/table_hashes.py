"""The hash of the articles of tables, as `framing.inputs` has it, kept article by article."""

from typing import TYPE_CHECKING

from framing.article import COLUMNS, Article, Span
from framing.inputs import hash_of_article, hash_of_hashes
from framing.scale.batches import Batch
from framing.scale.grouped_counts import BatchCounts

if TYPE_CHECKING:
    import polars as pl

__all__ = ["TableHashes"]

_FIELDS = tuple(column for column in COLUMNS if column != "source")


class TableHashes:
    """Hashes articles while they are counted."""

    def __init__(self) -> None:
        """Begin without any."""
        self._ids: list[pl.Series] = []
        self._hashes: list[str] = []

    def follow(self, batch: Batch, counts: BatchCounts) -> None:
        """Hash the articles of a part of a batch that has facts."""
        assert batch.facts is not None
        self._ids.append(batch.facts["id"])
        rows = zip(
            batch.texts.to_list(),
            batch.facts.iter_rows(named=True),
            counts.headlines.tolist(),
            strict=True,
        )
        for text, facts, (start, end) in rows:
            known = {field: facts[field] for field in _FIELDS}
            headline = None if start < 0 else Span(start, end)
            if headline is not None and not known["title"]:
                known["title"] = " ".join(text[start:end].split())
            others = {name[1:]: value for name, value in facts.items() if name.startswith("+")}
            article = Article(
                id=facts["id"], text=text, headline=headline, metadata=others, **known
            )
            self._hashes.append(hash_of_article(article))

    def sha256(self) -> str:
        """Return the hash of all articles, whatever their order."""
        import polars as pl

        order = pl.concat(self._ids).arg_sort().to_list()
        return hash_of_hashes(self._hashes[place] for place in order)
