"""The parts of the quick counters, each against the plain function it stands for."""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, pairwise
from threading import Event
from typing import Literal

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing import Lexicon
from framing.paragraphs import find_paragraphs
from framing.scale import EngineName
from framing.scale.arrays import article_terms as array_terms
from framing.scale.arrays import chunks as array_chunks
from framing.scale.arrays import paragraphs as array_paragraphs
from framing.scale.arrays import texts as array_texts
from framing.scale.arrays.key_table import KeyTable, different_keys
from framing.scale.arrays.selection import first_come
from framing.scale.automaton import Automaton
from framing.scale.chunk_counter import Chunks
from framing.scale.marks import mark_of
from framing.scale.room import Room
from framing.scale.streams import WordStream
from framing.scale.term_table import TermTable
from framing.scale.terms import Terms
from framing.words import fold, fold_keeping_case, split_words
from tests.scale.same import NEEDS_NUMBA, QUICK
from tests.scale.test_equal import PIECES, TEXTS, lexicon_of, lexicons

BY_BOTH = pytest.mark.parametrize("engine", QUICK)
EVERY_CHARACTER = [chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000]


def _chunk_table(engine: EngineName) -> Chunks:
    if engine == "numpy":
        return array_chunks.ChunkTable()
    from framing.scale.chunks import ChunkTable

    return ChunkTable(slots=4, letters=4)


def _chunks(engine: EngineName, text: str) -> list[str]:
    table = _chunk_table(engine)
    content = np.frombuffer(text.encode() or b" ", dtype=np.uint8)
    ids, until = table.cut(content, np.array([0]), np.array([len(text.encode())]), 1, Room())
    spellings = table.spellings(0)
    assert len(set(spellings)) == len(spellings)
    return [spellings[number] for number in ids[: until[1]].tolist()]


@BY_BOTH
@given(text=st.lists(st.sampled_from(PIECES), max_size=80).map("".join) | TEXTS)
def test_the_words_of_a_text_are_those_of_its_chunks(engine: EngineName, text: str) -> None:
    """So that a chunk can be cut by itself; and one of ASCII letters and digits is one word."""
    chunks = _chunks(engine, text)

    of_chunks = [[word.surface for word in split_words(chunk)] for chunk in chunks]
    assert [word.surface for word in split_words(text)] == list(chain(*of_chunks))
    for chunk, words in zip(chunks, of_chunks, strict=True):
        assert words == [chunk] or not (chunk.isascii() and chunk.isalnum())


@BY_BOTH
def test_no_character_that_parts_chunks_belongs_to_a_word(engine: EngineName) -> None:
    """Every character of Unicode that ends a chunk is a separator for the plain code too."""
    parting = [c for c in EVERY_CHARACTER if c.isascii() or c < "\u3000"]
    parting = [c for c in parting if _chunks(engine, f"a{c}b") == ["a", "b"]]

    assert {" ", "\n", "-", "_", "“", "—", "\xa0", "\u2028"} <= set(parting)
    for character in parting:
        # Neither in a word, nor looked past on the way to one.
        for text in (
            f"a{character}b",
            f"a’{character}s",
            f"a’s{character}s",
            f"a\u200d{character}’b",
        ):
            together = [word.surface for word in split_words(text)]
            apart = [word.surface for one in text.split(character) for word in split_words(one)]
            assert together == apart, ascii(text)


@BY_BOTH
def test_chunks_that_share_a_key_are_told_apart(engine: EngineName) -> None:
    """Chunks around the length that fits into a key, and of letters whose bytes are alike."""
    chunks = [letter * length for letter in ("a", "b", "é", "中") for length in range(1, 40)]

    assert _chunks(engine, " ".join([*chunks, *chunks])) == [*chunks, *chunks]


def _paragraphs(engine: EngineName, texts: Sequence[str]) -> list[list[str]]:
    without = np.full((len(texts), 2), -1, dtype=np.int64)
    if engine == "numpy":
        content, offsets = array_texts.bytes_of(pl.Series(texts))
        starts, ends, first, _ = array_paragraphs.paragraphs_of(content, offsets, without)
    else:
        from framing.scale.compiled_counter import bytes_of, paragraphs_of

        content, offsets = bytes_of(pl.Series(texts))
        nothing = np.empty((0, 2), dtype=np.int64), np.zeros(len(texts) + 1, dtype=np.int64)
        starts, ends, first, _ = paragraphs_of(content, offsets, *nothing, Room())
    found = [
        content[start:end].tobytes().decode()
        for start, end in zip(starts[: first[-1]], ends[: first[-1]], strict=True)
    ]
    return [found[start:end] for start, end in pairwise(first.tolist())]


def _plain_paragraphs(texts: Sequence[str]) -> list[list[str]]:
    return [[text[span.start : span.end] for span in find_paragraphs(text)] for text in texts]


@BY_BOTH
@given(
    texts=st.lists(
        st.lists(st.sampled_from([*PIECES, "A", "a."]), max_size=80).map("".join) | TEXTS,
        min_size=1,
        max_size=3,
    )
)
def test_paragraphs(engine: EngineName, texts: list[str]) -> None:
    """They are those of the plain code, to the character."""
    assert _plain_paragraphs(texts) == _paragraphs(engine, texts)


@BY_BOTH
def test_every_character_at_the_ends_of_lines(engine: EngineName) -> None:
    """White space, line ends, ends of sentences and capitals are those of Python."""
    near = EVERY_CHARACTER[:0x3100]
    forms = ("{0}a{0}", "a{0}{0}b", "a{0}\nb", "a.{0}\nb", "a\n{0}b")
    texts = [form.format(character) for character in near for form in forms]

    assert _plain_paragraphs(texts) == _paragraphs(engine, texts)
    # None of the others is white space or ends a line.
    far = "".join(EVERY_CHARACTER[0x3100:])
    assert len(far.splitlines()) == 1
    assert len(far.split()) == 1


@BY_BOTH
def test_many_blanks_and_closing_marks(engine: EngineName) -> None:
    """However many of them stand at the ends of a line."""
    texts = [
        f"{blank * times}a.{mark * times}{blank * times}\nB c{mark * times}\nd"
        for blank in (" ", "\xa0", "\u3000", " \u2003")
        for mark in ('"', "\u201d", "\u00bb", "\u2026", "é")
        for times in (1, 5, 30)
    ]

    assert _plain_paragraphs(texts) == _paragraphs(engine, texts)


@NEEDS_NUMBA
def test_capitals() -> None:
    """They are those of Python."""
    from framing.scale.paragraphs import capitals

    assert capitals().tolist() == [chr(n).isupper() for n in range(sys.maxunicode + 1)]


@given(
    st.lists(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 2)), max_size=40), max_size=6),
    st.booleans(),
)
def test_key_table(parts: list[list[tuple[int, int]]], spread: bool) -> None:
    """Keys get numbers once, in the order in which they come, in tables that are nearly full."""
    table, numbers = KeyTable(2, slots=2), dict[tuple[int, int], int]()
    for part in parts:
        pairs = [(key << 50 if spread else key, other) for key, other in part]
        columns = np.array(pairs, dtype=np.uint64).reshape(len(pairs), 2).T
        keys = columns[0].copy(), columns[1].copy()

        found, without = table.find(keys)

        assert found.tolist() == [numbers.get(pair, -1) for pair in pairs]
        assert without.tolist() == [n for n, pair in enumerate(pairs) if pair not in numbers]
        new = keys[0][without], keys[1][without]
        different = different_keys(new)
        unknown = [pair for pair in dict.fromkeys(pairs) if pair not in numbers]
        assert [pairs[n] for n in without[different.first].tolist()] == unknown
        assert [unknown[n] for n in different.which.tolist()] == [
            pairs[n] for n in without.tolist()
        ]
        given_numbers = np.arange(len(unknown), dtype=np.int32) + np.int32(len(numbers))
        table.enter((new[0][different.first], new[1][different.first]), given_numbers)
        numbers |= zip(unknown, given_numbers.tolist(), strict=True)


def test_keys_are_looked_up_while_others_are_entered() -> None:
    """Some may be missed; none gets the number of another."""
    keys = np.random.default_rng(1).permutation(np.arange(1, 40_001, dtype=np.uint64))
    table, wrong = KeyTable(1, slots=2), list[int]()
    entered = Event()

    def look_up() -> None:
        while not entered.is_set():
            found, _ = table.find((keys,))
            known = found >= 0
            wrong.extend(np.flatnonzero(known & (found != np.arange(len(keys)))).tolist())

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(look_up) for _ in range(2)]
        for start in range(0, len(keys), 400):
            numbers = np.arange(start, start + 400, dtype=np.int32)
            table.enter((keys[start : start + 400],), numbers)
        entered.set()
        for reader in readers:
            reader.result()

    assert wrong == []
    assert table.find((keys,))[0].tolist() == list(range(len(keys)))


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6)), max_size=30))
def test_spans_that_come_first(drawn: list[tuple[int, int]]) -> None:
    """Chosen one after the other."""
    begins = np.cumsum([step for step, _ in drawn], dtype=np.int64)
    ends = begins + np.array([length for _, length in drawn], dtype=np.int64)
    expected, free = [], 0
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        expected.append(begin >= free)
        free = end if expected[-1] else free

    assert first_come(begins, ends).tolist() == expected


@given(
    lexicon=lexicons(), words=st.lists(st.sampled_from(["a", "A", "b", "ab", "Rain", "é", "É1"]))
)
def test_classes_do_not_depend_on_what_came_before(lexicon: Lexicon, words: list[str]) -> None:
    """Words of one class lead to the same states, in whatever order they are met."""
    one, other = Automaton(lexicon), Automaton(lexicon)

    def outputs(automaton: Automaton, word: str) -> object:
        folded, cased = fold(word), fold_keeping_case(word)
        symbols = automaton.folded_symbols([folded]).get(folded) or automaton.folded_of_length(
            len(folded)
        )
        symbols += automaton.exact_symbols([cased]).get(cased) or automaton.exact_of_length(
            len(cased)
        )
        return automaton.outputs[automaton.roots[automaton.class_of(symbols)]]

    forth = [outputs(one, word) for word in words]
    back = [outputs(other, word) for word in reversed(words)]

    assert forth == back[::-1]


def test_words_of_nothing_but_wildcards() -> None:
    """They match by their length."""
    automaton = Automaton(lexicon_of(["a * b", "a ? b", "a ?? b", "a ?* b"]))

    symbols = automaton.folded_symbols(["x", "xy", "xyz", "a"])

    assert [len(automaton.folded_of_length(length)) for length in (1, 2, 3)] == [3, 3, 2]
    assert {form: len(found) for form, found in symbols.items()} == {"a": 4}


@BY_BOTH
@given(articles=st.lists(st.lists(st.integers(0, 9), max_size=7), min_size=1, max_size=9))
@example(articles=[[1] * 300_000, [], [2] * 10, [1] * 140_000])
def test_tally(engine: Literal["numpy", "compiled"], articles: list[list[int]]) -> None:
    """Terms are counted by row, articles by term, and marks are made as they are one by one."""
    terms = np.array(list(chain(*articles)), dtype=np.int32)
    until = np.cumsum([0, *map(len, articles)])
    stream = WordStream(terms, np.zeros_like(terms), until, np.arange(len(articles) + 1))
    rows, table = np.arange(len(articles)) % 3, TermTable()

    if engine == "numpy":
        marks = array_terms.tally(stream, rows, 10, table)
    else:
        from framing.scale.article_terms import tally

        marks = tally(stream, rows, 10, table, Room())

    assert marks.tolist() == [list(mark_of(np.array(one, dtype=np.int64))) for one in articles]
    assert table.articles_with[:10].tolist() == [
        sum(term in one for one in articles) for term in range(10)
    ]
    counted = table.table(np.arange(3), np.arange(10), 10).toarray()
    for row in range(3):
        of_row = list(chain(*articles[row::3]))
        assert counted[row].tolist() == [of_row.count(term) for term in range(10)]


def test_marks_tell_orders_apart() -> None:
    """And one word more or less."""
    some = [[1, 2], [2, 1], [1], [1, 2, 0], [0, 1, 2], [1, 1, 2], [], [0]]

    assert len({mark_of(np.array(one, dtype=np.int64)) for one in some}) == len(some)


@given(
    records=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 70_000), st.integers(1, 5)), max_size=50
    ),
    many=st.booleans(),
)
def test_term_table(records: list[tuple[int, int, int]], many: bool) -> None:
    """Frequent terms and rare ones are added up alike, few rows and many."""
    rows = 5000 if many else 4
    tables = TermTable(), TermTable()
    for number, (row, term, times) in enumerate(records):
        table = tables[number % 2]
        table.make_room(row + 1 + 4996 * many, term + 1)
        table.add(np.array([row << 32 | term]), np.array([times]))

    whole = TermTable.of(tables, 70_001)
    made = whole.table(np.arange(rows)[::-1].copy(), np.arange(70_001), 70_001)

    expected: dict[tuple[int, int], int] = {}
    for row, term, times in records:
        key = (rows - 1 - row, term)
        expected[key] = expected.get(key, 0) + times
    coo = made.tocoo()
    found = zip(
        zip(coo.row.tolist(), coo.col.tolist(), strict=True), coo.data.tolist(), strict=True
    )
    assert sorted(expected.items()) == sorted(found)


def test_terms_are_sorted_as_python_sorts() -> None:
    """By code points, also beyond the first plane."""
    terms = Terms()
    terms.numbers_of(["b", "é", "\U0001f170"])
    terms.numbers_of(["é", "\uff41", "a", "z"])

    names, ranks = terms.ranks(np.ones(6, dtype=np.bool_))

    assert list(names) == sorted(terms.numbers)
    assert [names[rank] for rank in ranks.tolist()] == list(terms.numbers)


def test_terms_that_are_not_wanted_have_no_place() -> None:
    """Such as those that stand in headlines alone."""
    terms = Terms()
    terms.numbers_of(["c", "b", "a"])

    names, ranks = terms.ranks(np.array([True, False, True]))

    assert names == ("a", "c")
    assert ranks.tolist() == [1, -1, 0]
