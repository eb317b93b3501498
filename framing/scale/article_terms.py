"""Turn chunks into words and count words: the compiled part of counting terms."""

import numpy as np
import numpy.typing as npt

from framing.scale.kernels import kernel
from framing.scale.marks import keys_of_places, keys_of_terms
from framing.scale.room import Room
from framing.scale.streams import WordStream
from framing.scale.term_table import TermTable

__all__ = ["expand", "tally"]


@kernel(
    "int32[:]", "int64[:]", "int64[:]", "bool[:]", "int32[:]", "int32[:]", "int64[:]",
    "int32[:]", "int32[:]", "int32[:]", "int32[:]", "int64[:]", "int64[:]",
    gives_number=True,
)  # fmt: skip
def _expand(
    ids: npt.NDArray[np.int32],
    ids_until: npt.NDArray[np.int64],
    ids_first: npt.NDArray[np.int64],
    left_out: npt.NDArray[np.bool_],
    term: npt.NDArray[np.int32],
    word_class: npt.NDArray[np.int32],
    bounds: npt.NDArray[np.int64],
    row_terms: npt.NDArray[np.int32],
    row_classes: npt.NDArray[np.int32],
    terms: npt.NDArray[np.int32],
    classes: npt.NDArray[np.int32],
    until: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
) -> int:
    """Fill what stands last; return how many words there are."""
    words = paragraphs = 0
    for article in range(len(ids_first) - 1):
        first[article] = paragraphs
        if left_out[article]:
            continue
        for paragraph in range(ids_first[article], ids_first[article + 1]):
            for at in range(ids_until[paragraph], ids_until[paragraph + 1]):
                chunk = ids[at]
                number = term[chunk]
                if number >= 0:
                    terms[words], classes[words] = number, word_class[chunk]
                    words += 1
                    continue
                for place in range(bounds[-1 - number], bounds[-number]):
                    terms[words], classes[words] = row_terms[place], row_classes[place]
                    words += 1
            if words > until[paragraphs]:
                paragraphs += 1
                until[paragraphs] = words
    first[len(ids_first) - 1] = paragraphs
    return words


def expand(
    ids: npt.NDArray[np.int32],
    ids_until: npt.NDArray[np.int64],
    ids_first: npt.NDArray[np.int64],
    left_out: npt.NDArray[np.bool_],
    words_of: tuple[npt.NDArray[np.int32], ...],
    bounds: npt.NDArray[np.int64],
    most_words: int,
    room: Room,
) -> WordStream:
    """Turn the chunks of a batch into words; paragraphs without words are left out.

    Args:
        ids: The number of each chunk.
        ids_until: The bounds of the paragraphs among the chunks.
        ids_first: The bounds of the articles among the paragraphs.
        left_out: Which articles get no words.
        words_of: ``term``, ``word_class``, ``terms`` and ``classes`` of
            `framing.scale.vocabulary.ChunkWords`.
        bounds: Its ``bounds``.
        most_words: As many words as there can be.
        room: Where the words are kept.
    """
    term, word_class, row_terms, row_classes = words_of
    terms = room.of("terms", most_words, np.int32)
    classes = room.of("classes", most_words, np.int32)
    until = np.zeros(len(ids_until) + 1, dtype=np.int64)
    first = np.zeros(len(ids_first), dtype=np.int64)
    words = _expand(
        ids, ids_until, ids_first, left_out, term, word_class, bounds, row_terms, row_classes,
        terms, classes, until, first,
    )  # fmt: skip
    return WordStream(terms[:words], classes[:words], until[: first[-1] + 1], first)


@kernel(
    "int32[:]", "int64[:]", "int64[:]", "int64[:]", "int32[:, :]", "int32[:]",
    "int64[:, :]", "int64[:]", "int64[:]", "uint64[:]", "uint64[:]", "uint64[:]", "uint64[:]",
    "uint64[:, :]",
    gives_number=True,
)  # fmt: skip
def _tally(
    terms: npt.NDArray[np.int32],
    bounds: npt.NDArray[np.int64],
    order: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    met_by: npt.NDArray[np.int32],
    met_terms: npt.NDArray[np.int32],
    dense: npt.NDArray[np.int64],
    records: npt.NDArray[np.int64],
    articles_with: npt.NDArray[np.int64],
    first_keys: npt.NDArray[np.uint64],
    second_keys: npt.NDArray[np.uint64],
    first_of_place: npt.NDArray[np.uint64],
    second_of_place: npt.NDArray[np.uint64],
    marks: npt.NDArray[np.uint64],
) -> int:
    """Count terms row by row; return how many records were written.

    What has no place in ``dense`` becomes a record: a key, ``row << 32 | term``, and how often the
    term occurs in the row. ``met_by`` has for each term how often it was met in this row and the
    last article that had it, counted from 1; at first both are 0. The marks of articles are made as
    `framing.scale.marks` says.
    """
    written = 0
    at = 0
    while at < len(order):
        row = rows[order[at]]
        met = 0
        while at < len(order) and rows[order[at]] == row:
            article = order[at]
            first, second = np.uint64(0), np.uint64(0)
            for word in range(bounds[article], bounds[article + 1]):
                term = terms[word]
                if met_by[term, 0] == 0:
                    met_terms[met] = term
                    met += 1
                met_by[term, 0] += 1
                if met_by[term, 1] != article + 1:
                    met_by[term, 1] = article + 1
                    articles_with[term] += 1
                place = word - bounds[article]
                first += first_keys[term] * first_of_place[place]
                second += second_keys[term] * second_of_place[place]
            marks[article, 0], marks[article, 1] = first, second
            at += 1
        dense_terms = dense.shape[1] if row < dense.shape[0] else 0
        for index in range(met):
            term = met_terms[index]
            if term < dense_terms:
                dense[row, term] += met_by[term, 0]
            else:
                records[written] = row << 32 | np.int64(term)
                records[written + 1] = met_by[term, 0]
                written += 2
            met_by[term, 0] = 0
    return written // 2


def tally(
    stream: WordStream, rows: npt.NDArray[np.int64], terms: int, table: TermTable, room: Room
) -> npt.NDArray[np.uint64]:
    """Count the terms of each row of a table.

    Args:
        stream: The words.
        rows: Per article, the row that its words are added to; below 2**31.
        terms: How many terms there are.
        table: What gets them.
        room: Where they are counted.

    Returns:
        128 bits for each of N articles that tell it from those with other words, shape (N, 2).
    """
    order = np.argsort(rows, kind="stable")
    words = len(stream.terms)
    records = room.of("records", 2 * words, np.int64)
    scratch = np.zeros((terms, 2), dtype=np.int32), np.empty(min(words, terms), dtype=np.int32)
    bounds = stream.until[stream.first]
    marks = np.zeros((len(rows), 2), dtype=np.uint64)
    of_places = keys_of_places(int(np.diff(bounds).max()))
    table.make_room(int(rows.max()) + 1, terms)
    written = _tally(
        stream.terms, bounds, order, rows, *scratch,
        table.dense, records, table.articles_with, *keys_of_terms(terms), *of_places, marks,
    )  # fmt: skip
    pairs = records[: 2 * written].reshape(written, 2)
    table.add_rare(pairs[:, 0].copy(), pairs[:, 1].copy())
    return marks
