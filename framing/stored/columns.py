"""Counts as the columns of a table of articles, and back: the same counts, to the last field."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from framing.article import COLUMNS
from framing.counts import Counts, Integers, Level
from framing.facts import ArticleFacts
from framing.lexicon import Lexicon

if TYPE_CHECKING:
    import polars as pl

__all__ = ["HIT_COLUMNS", "KNOWN", "counts_of", "empty_frame", "facts_of", "frame_of", "schema"]

HIT_COLUMNS = ("hit_paragraphs", "hit_positions", "hit_lengths", "hit_entries", "hit_claims")
"""The columns of `Counts.hits` but the last; paragraphs are those of the article, from 0."""


KNOWN = ("article", "sha256", *COLUMNS, "metadata_columns", "metadata_values")
"""The columns of what is known of an article beside its counts."""


def schema() -> "dict[str, pl.DataType]":
    """Return the columns of a partition with their types, in their order."""
    import polars as pl

    text, texts, numbers = pl.String(), pl.List(pl.String()), pl.List(pl.UInt32())
    return {
        "article": text,
        "sha256": text,
        **dict.fromkeys(COLUMNS, text),
        "metadata_columns": texts,
        "metadata_values": texts,
        "is_body": pl.List(pl.Boolean()),
        "words": numbers,
        "terms": texts,
        "term_counts": numbers,
        "term_paragraphs": numbers,
        **dict.fromkeys(HIT_COLUMNS, numbers),
        "hit_expressions": texts,
    }


def empty_frame() -> "pl.DataFrame":
    """Return a partition without articles."""
    import polars as pl

    return pl.DataFrame(schema=schema())


def frame_of(counts: Counts, hashes: Mapping[str, str]) -> "pl.DataFrame":
    """Return counts as a table.

    Args:
        counts: The counts.
        hashes: The hash of each article, by id.

    Returns:
        A row an article, by id. Terms and expressions stand in words, so that rows of several
        tables can be put together.
    """
    import polars as pl

    edges = np.arange(len(counts.articles) + 1)
    rows = np.searchsorted(counts.paragraph_article, edges)
    first = rows[:-1]
    terms = csr_array(counts.terms)
    terms.sort_indices()
    term_rows = np.repeat(np.arange(terms.shape[0]), np.diff(terms.indptr))
    term_ends = terms.indptr[rows]
    hits = counts.hits
    hit_ends = np.searchsorted(hits[:, 0], rows)
    of_hit = counts.paragraph_article[hits[:, 0]]
    vocabulary = pl.Series(counts.vocabulary, dtype=pl.String)
    expressions = pl.Series(counts.expressions, dtype=pl.String)
    data: dict[str, Any] = {
        "article": [facts.id for facts in counts.articles],
        "sha256": [hashes[facts.id] for facts in counts.articles],
        **_columns_of_facts(counts.articles),
        **_lists(rows, {"is_body": counts.paragraph_is_body, "words": counts.paragraph_words}),
        **_lists(
            term_ends,
            {
                "terms": vocabulary.gather(terms.indices),
                "term_counts": terms.data,
                "term_paragraphs": term_rows - np.repeat(first, np.diff(term_ends)),
            },
        ),
        **_lists(
            hit_ends,
            {
                "hit_paragraphs": hits[:, 0] - first[of_hit],
                **{name: hits[:, place] for place, name in enumerate(HIT_COLUMNS) if place},
                "hit_expressions": expressions.gather(hits[:, 5]),
            },
        ),
    }
    return pl.DataFrame(data, schema=schema())


def counts_of(frame: "pl.DataFrame", lexicon: Lexicon, level: Level) -> Counts:
    """Return the counts that a table holds.

    Args:
        frame: Rows as from `frame_of`, with different ids, in any order.
        lexicon: The lexicon that they were counted by.
        level: What is known below whole articles.

    Returns:
        What `framing.count` gives for the articles.
    """
    frame = frame.sort("article")
    paragraphs = frame["words"].list.len().to_numpy().astype(np.int64)
    first = np.cumsum(paragraphs) - paragraphs
    vocabulary, term_ids = _indexed(frame["terms"])
    expressions, expression_ids = _indexed(frame["hit_expressions"])
    term_rows = _numbers(frame["term_paragraphs"]) + _spread(first, frame["terms"])
    hits = np.column_stack([*(_numbers(frame[name]) for name in HIT_COLUMNS), expression_ids])
    hits[:, 0] += _spread(first, frame["hit_entries"])
    return Counts(
        lexicon=lexicon,
        articles=facts_of(frame),
        vocabulary=vocabulary,
        paragraph_article=np.repeat(np.arange(len(paragraphs), dtype=np.int64), paragraphs),
        paragraph_is_body=_flat(frame["is_body"]).to_numpy().astype(np.bool_),
        paragraph_words=_numbers(frame["words"]),
        expressions=expressions,
        hits=np.ascontiguousarray(hits),
        terms=csr_array(
            (_numbers(frame["term_counts"]), (term_rows, term_ids)),
            shape=(int(paragraphs.sum()), len(vocabulary)),
        ),
        level=level,
    )


def facts_of(frame: "pl.DataFrame") -> tuple[ArticleFacts, ...]:
    """Return what is kept of each article beside its counts, in the order of the rows."""
    own = (frame[name].to_list() for name in ("article", "metadata_columns", "metadata_values"))
    known = zip(*(frame[name].to_list() for name in COLUMNS), strict=True)
    return tuple(
        ArticleFacts(
            article,
            (*zip(COLUMNS, values, strict=True), *zip(others, other_values, strict=True)),
        )
        for article, others, other_values, values in zip(*own, known, strict=True)
    )


def _columns_of_facts(articles: Sequence[ArticleFacts]) -> dict[str, list[Any]]:
    known = len(COLUMNS)
    columns: dict[str, list[Any]] = {
        name: [_encodable(facts.values[index][1]) for facts in articles]
        for index, name in enumerate(COLUMNS)
    }
    others = [facts.values[known:] for facts in articles]
    columns["metadata_columns"] = [[name for name, _ in own] for own in others]
    columns["metadata_values"] = [[value for _, value in own] for own in others]
    return columns


def _encodable(value: str) -> str:
    # Only the name of a file may hold what no encoding has.
    return value.encode("utf-8", "replace").decode("utf-8")


def _lists(ends: Integers, columns: "Mapping[str, Any]") -> "dict[str, pl.Series]":
    """Return columns as lists of the values between each two ends."""
    import polars as pl

    sizes, kinds = np.diff(ends), schema()
    frame = pl.DataFrame(dict(columns)).with_columns(
        pl.col(name).cast(kinds[name].inner)  # type: ignore[attr-defined]  # all are lists
        for name in columns
    )
    owned = frame.with_columns(row=np.repeat(np.arange(len(sizes)), sizes))
    lists = owned.group_by("row", maintain_order=True).agg(pl.all())
    # Articles without any have no group.
    places = np.full(len(sizes), len(lists), dtype=np.int64)
    places[lists["row"].to_numpy()] = np.arange(len(lists))
    nothing = pl.DataFrame({name: pl.Series([[]], dtype=kinds[name]) for name in columns})
    return {one.name: one for one in pl.concat([lists.drop("row"), nothing])[places].iter_columns()}


def _flat(lists: "pl.Series") -> "pl.Series":
    return lists.explode(empty_as_null=False, keep_nulls=False)


def _numbers(lists: "pl.Series") -> Integers:
    return _flat(lists).to_numpy().astype(np.int64)


def _spread(values: Integers, lists: "pl.Series") -> Integers:
    """Repeat the value of each row for every item of its list."""
    return np.repeat(values, lists.list.len().to_numpy().astype(np.int64))


def _indexed(lists: "pl.Series") -> tuple[tuple[str, ...], Integers]:
    """Return the different strings, sorted, and for every string of the lists its index."""
    import polars as pl

    flat = _flat(lists)
    names = sorted(flat.unique().to_list())
    if not names:
        return (), np.empty(0, dtype=np.int64)
    return tuple(names), flat.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64)
