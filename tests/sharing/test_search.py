"""The search: every planted copy is found, no coincidence is, and the fast way equals the slow."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing import Article, Furniture, InputError, SettingError, Span
from framing.scan import find_parts
from framing.sharing import Found, cautions_of_search, find_shared, list_passages
from framing.sharing.bodies import cut_bodies
from framing.sharing.runs import find_runs, gram_places, runs_of_pair
from framing.words import fold, split_folded, split_words

COPY = [f"copied{number}" for number in range(12)]


def article(name: str, words: Sequence[str], outlet: str = "North") -> Article:
    """Return an article of one line."""
    return Article(id=name, outlet=outlet, text=" ".join(words))


def own(name: str, count: int) -> list[str]:
    """Return words that stand in no other article."""
    return [f"{name}{number}" for number in range(count)]


def places(found: Found) -> list[tuple[int, int, int, int, int]]:
    """Return words and places, in words, of the passages of the first pair."""
    return [
        (p.words, p.start_a, p.end_a, p.start_b, p.end_b)
        for pair in found.pairs[:1]
        for p in pair.passages
    ]


def slow_runs(
    bodies: Sequence[Sequence[object]], least: int
) -> set[tuple[int, int, int, int, int]]:
    """Find maximal runs by looking at every pair of words of every pair of bodies."""
    runs = set()
    for x, first in enumerate(bodies):
        for y in range(x + 1, len(bodies)):
            second = bodies[y]
            for i in range(len(first)):
                for j in range(len(second)):
                    if i and j and first[i - 1] == second[j - 1]:
                        continue
                    length = 0
                    while (
                        i + length < len(first)
                        and j + length < len(second)
                        and first[i + length] == second[j + length]
                    ):
                        length += 1
                    if length >= least:
                        runs.add((x, y, i, j, length))
    return runs


def fast_runs(
    articles: Sequence[Article], least: int, winnowed: bool
) -> set[tuple[int, int, int, int, int]]:
    """Find maximal runs by fingerprints."""
    bodies = cut_bodies(articles)
    runs = find_runs(bodies, least, winnowed=winnowed)
    a, b = bodies.article_of(runs.first), bodies.article_of(runs.second)
    columns = (a, b, runs.first - bodies.starts[a], runs.second - bodies.starts[b], runs.length)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    assert len(rows) == len(set(rows))
    return set(rows)


def test_a_copy_of_twelve_words() -> None:
    """The least that is a passage, with its places in words and in characters."""
    a = article("a", [*own("x", 3), *COPY, "y"])
    b = article("b", ["z", *COPY, *own("w", 2)])
    found = find_shared([b, a])
    (row,) = list_passages(found)

    assert [(12, 3, 15, 1, 13)] == places(found)
    assert ("a", "b", 12, " ".join(COPY)) == (row.a, row.b, row.words, row.text)
    assert " ".join(COPY) == a.text[row.start_a : row.end_a] == b.text[row.start_b : row.end_b]


def test_eleven_words_are_no_passage() -> None:
    """Unless fewer are asked for."""
    articles = [
        article("a", [*own("x", 9), *COPY[:11]]),
        article("b", [*COPY[:11], *own("y", 9)]),
    ]

    assert () == find_shared(articles).pairs
    assert [(11, 9, 20, 0, 11)] == places(find_shared(articles, 11))


@pytest.mark.parametrize("least", [6, 0, -1])
def test_fewer_than_seven_words_are_never_looked_for(least: int) -> None:
    """Six words in a row are a coincidence."""
    with pytest.raises(SettingError, match=f"--min-words: {least} is too few"):
        find_shared([], least)


def test_a_changed_word_does_not_end_a_passage() -> None:
    """It counts for nothing, and the words behind it do."""
    tail = own("tail", 4)
    a = article("a", [*COPY, "one", *tail, "end"])
    b = article("b", [*COPY, "another", "three", "words", *tail])

    assert [(16, 0, 17, 0, 19)] == places(find_shared([a, b]))


@pytest.mark.parametrize(("gap", "tail"), [(4, 4), (1, 3)], ids=["too far away", "too short"])
def test_what_does_not_continue_a_passage(gap: int, tail: int) -> None:
    """More than three words that differ, or fewer than four that are the same."""
    behind = own("tail", tail)
    a = article("a", [*COPY, *own("x", gap), *behind])
    b = article("b", [*COPY, *own("y", gap), *behind])

    assert [(12, 0, 12, 0, 12)] == places(find_shared([a, b]))


@pytest.mark.parametrize(
    ("lengths", "words"),
    [((7, 5), 12), ((7, 4), None), ((6, 6, 6), None), ((6, 7, 6), 19), ((4, 4, 7), 15)],
)
def test_which_runs_make_a_passage(lengths: tuple[int, ...], words: int | None) -> None:
    """Twelve words in all and seven in a row: the words in between, which differ, do not count."""
    runs = [own(f"run{index}z", length) for index, length in enumerate(lengths)]
    a = article("a", [word for run in runs for word in ["p", "q", "r", *run]])
    b = article("b", [word for run in runs for word in [*run, "x", "y", "z"]])

    assert ([] if words is None else [words]) == [p[0] for p in places(find_shared([a, b]))]


def test_two_passages_far_apart() -> None:
    """Each is one, in the order of the first article."""
    other = own("other", 13)
    a = article("a", [*other, *own("x", 5), *COPY])
    b = article("b", [*COPY, *own("y", 5), *other])

    assert [(13, 0, 13, 17, 30), (12, 18, 30, 0, 12)] == places(find_shared([a, b]))


def test_a_phrase_that_recurs() -> None:
    """It is paired with itself where either place is new, not with every other."""
    twice = [*COPY, *own("x", 5), *COPY]
    once = find_shared([article("a", COPY), article("b", twice)])
    both = find_shared([article("a", twice), article("b", [*COPY, *own("y", 5), *COPY])])

    assert [(12, 0, 12, 0, 12), (12, 0, 12, 17, 29)] == places(once)
    assert [(12, 0, 12, 0, 12), (12, 17, 29, 17, 29)] == places(both)


def test_a_word_a_thousand_times_over() -> None:
    """What repeats itself neither takes for ever nor is taken apart."""
    found = find_shared([article("a", ["ha"] * 300), article("b", ["ha"] * 200)])

    assert 200 == max(words for words, *_ in places(found))


def test_furniture_and_headlines_are_not_compared() -> None:
    """And a passage goes on behind a piece of furniture within it."""
    text = f"{' '.join(COPY)}\n{' '.join(COPY[:6])}\nRead more\n{' '.join(COPY[6:])}"
    first = len(" ".join(COPY))
    start = text.index("Read more")
    a = Article(
        id="a",
        outlet="North",
        text=text,
        headline=Span(0, first),
        furniture=(Furniture(start, start + 9, "link"),),
    )
    (row,) = list_passages(find_shared([a, article("b", COPY)]))

    assert (first + 1, len(text)) == (row.start_a, row.end_a)
    assert f"{' '.join(COPY[:6])} Read more {' '.join(COPY[6:])}" == row.text


def test_words_are_compared_as_everywhere() -> None:
    """Case, accents and punctuation make no difference; offsets are those of each text."""
    a = article("a", ["x.", *(f"“{word.upper()}’s”," for word in COPY)])
    (row,) = list_passages(find_shared([a, article("b", COPY)]))

    assert "COPIED0" == a.text[row.start_a : row.start_a + 7]
    assert "COPIED11" == a.text[row.end_a - 8 : row.end_a]
    assert 0.0 == row.quoted


def test_two_articles_of_one_id() -> None:
    """They could not be told apart in the tables."""
    with pytest.raises(InputError, match="two articles have the id 'a'"):
        find_shared([article("a", COPY), article("a", COPY)])


@pytest.mark.parametrize("bodies", [[], [[]], [[], []], [["word"]], [["x"] * 6, ["x"] * 6]])
def test_nothing_to_compare(bodies: list[list[str]]) -> None:
    """No articles, none with words, none long enough."""
    articles = [article(f"a{index}", words) for index, words in enumerate(bodies)]

    assert () == find_shared(articles).pairs


@given(st.integers(0, 10**6), st.integers(12, 40), st.integers(0, 60), st.integers(0, 60))
def test_a_planted_copy_is_always_found(seed: int, length: int, at_a: int, at_b: int) -> None:
    """Between other words, wherever it stands, with the right places."""
    rng = random.Random(seed)
    x, y, z = (rng.choices([f"{name}{n}" for n in range(40)], k=60) for name in "xyz")
    copy = (z * 2)[:length]
    a = article("a", [*x[:at_a], *copy, *x[at_a:]])
    b = article("b", [*y[:at_b], *copy, *y[at_b:]])

    longest = max(places(find_shared([a, b])))

    assert (length, at_a, at_a + length, at_b, at_b + length) == longest


@given(st.integers(0, 10**6), st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_six_words_are_never_reported(seed: int, gaps: list[int]) -> None:
    """However often coincidences of six words stand in two articles, and however close."""
    rng = random.Random(seed)
    x, y = [], []
    for number, gap in enumerate(gaps):
        six = own(f"s{number}z", 6)
        x += [*six, *rng.choices(own("x", 40), k=gap)]
        y += [*six, *rng.choices(own("y", 40), k=gap)]

    assert () == find_shared([article("a", x), article("b", y)], 7).pairs


BODIES = st.lists(st.lists(st.sampled_from("abc"), max_size=40), min_size=2, max_size=4)


@given(BODIES, st.integers(7, 13))
@example([["a"] * 30, ["a"] * 20, ["b"]], 12)
def test_fingerprints_find_what_comparing_all_words_finds(
    bodies: list[list[str]], least: int
) -> None:
    """Winnowed or not, the runs are those of the slow way, each once."""
    articles = [article(f"{index}", words) for index, words in enumerate(bodies)]
    expected = slow_runs(bodies, least)

    assert expected == fast_runs(articles, least, winnowed=True)
    assert expected == {run for run in fast_runs(articles, 7, winnowed=False) if run[4] >= least}


@given(BODIES)
def test_two_bodies_by_themselves(bodies: list[list[str]]) -> None:
    """The runs of a pair are found without fingerprints as well."""
    cut = cut_bodies([article(f"{index}", words) for index, words in enumerate(bodies[:2])])
    grams = [gram_places(cut.body(index)) for index in (0, 1)]
    expected = {run[2:] for run in slow_runs(bodies[:2], 7)}

    assert sorted(expected) == runs_of_pair(cut.words(0), cut.words(1), *grams)


def test_winnowing_among_many_articles_gives_the_same_passages() -> None:
    """With copies planted in several hundred articles, some of them edited."""
    rng = random.Random(5)
    words = [f"w{number}" for number in range(300)]
    bodies = [rng.choices(words, k=rng.randint(20, 120)) for _ in range(300)]
    for _ in range(400):
        source, target = rng.sample(bodies, 2)
        length = rng.randint(7, 30)
        start = rng.randrange(max(1, len(source) - length))
        copy = source[start : start + length]
        if rng.random() < 0.5:
            copy[rng.randrange(len(copy))] = rng.choice(words)
        at = rng.randrange(len(target))
        target[at:at] = copy
    articles = [article(f"{index:03}", body) for index, body in enumerate(bodies)]

    every_gram = find_shared(articles)
    winnowed = find_shared(articles, winnowed=True)
    with_long_runs = {(run[0], run[1]) for run in fast_runs(articles, 12, winnowed=False)}

    assert len(with_long_runs) > 150
    assert with_long_runs < {(pair.a, pair.b) for pair in every_gram.pairs}
    assert winnowed.pairs == tuple(
        pair for pair in every_gram.pairs if (pair.a, pair.b) in with_long_runs
    )
    assert () == cautions_of_search(every_gram)
    assert cautions_of_search(winnowed) == (
        "Among so many words only pairs of articles were compared that share 12 words or more "
        "without interruption.",
    )


@given(BODIES)
def test_neither_order_nor_names_matter(bodies: list[list[str]]) -> None:
    """The order of articles makes no difference; their names only which is called a."""
    articles = [article(f"{index}", words) for index, words in enumerate(bodies)]
    renamed = [article(f"{9 - index}", words) for index, words in enumerate(bodies)]

    forth = find_shared(articles, 8)
    back = find_shared(renamed, 8)

    assert list_passages(forth) == list_passages(find_shared(articles[::-1], 8))
    last = len(bodies) - 1
    assert {(p.a, p.b) for p in forth.pairs} == {(last - p.b, last - p.a) for p in back.pairs}
    mirrored = {(last - p.b, last - p.a): p for p in back.pairs}
    for pair in forth.pairs:
        other = mirrored[pair.a, pair.b]
        for one in (pair.a, pair.b):
            same = forth.shared_words(pair, one)
            assert same.tolist() == back.shared_words(other, last - one).tolist()


@given(BODIES)
def test_what_is_reported_is_the_same_in_both(bodies: list[list[str]]) -> None:
    """Every run of a passage, one of seven words among them, and as many words as were asked."""
    articles = [article(f"{index}", words) for index, words in enumerate(bodies)]

    for pair in find_shared(articles, 8).pairs:
        for passage in pair.passages:
            assert max(run.length for run in passage.runs) >= 7
            assert passage.words >= 8
            for a, b, length in passage.runs:
                assert bodies[pair.a][a : a + length] == bodies[pair.b][b : b + length]
                assert passage.start_a <= a < a + length <= passage.end_a
                assert passage.start_b <= b < b + length <= passage.end_b


def test_an_edited_copy_is_mostly_found() -> None:
    """With 8 of 100 words replaced at random, nine tenths on average, over 400 copies."""
    rng = random.Random(7)
    reached = []
    for _ in range(400):
        source = own("source", 100)
        edited = list(source)
        for at in rng.sample(range(100), 8):
            edited[at] = f"new{at}"
        a = article("a", [*own("x", 20), *source])
        b = article("b", [*edited, *own("y", 20)])
        reached.append(sum(end - start for _, start, end, _, _ in places(find_shared([a, b]))))

    assert sum(reached) / len(reached) >= 90


def test_boilerplate_is_left_out_among_many_and_said() -> None:
    """What stands in more than 50 of over 500 articles; what two of them share stays."""
    footer = own("footer", 12)
    articles = [
        article(f"{index:03}", [*own(f"a{index}b", 5), *(footer if index < 60 else [])])
        for index in range(501)
    ]
    articles += [article("y", ["y", *COPY]), article("z", ["z", *COPY])]
    found = find_shared(articles)
    few = find_shared(articles[:60])

    assert ("y", "z") in {(row.a, row.b) for row in list_passages(found)}
    assert 60 * 59 // 2 > len(found.pairs)
    assert 60 * 59 // 2 == len(few.pairs)
    assert () == cautions_of_search(few)
    (caution,) = cautions_of_search(found)
    assert caution.startswith(f"{found.dropped} run")
    assert "in more than 50 of 503 articles" in caution


@given(st.text(st.sampled_from("aZé9s'’ \u200b\u00ad\u0301.-\n\"ß"), max_size=60), st.data())
def test_words_cut_in_bulk_are_the_words(text: str, data: st.DataObject) -> None:
    """The fast way to cut a text is held to the definition of a word."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert [fold(w.surface) for w in split_words(text)] == split_folded(text)
    assert [fold(w.surface) for w in split_words(text, start, end)] == split_folded(
        text, start, end
    )


@given(st.text(st.sampled_from("ab's \n"), max_size=60), st.data())
def test_bodies_are_the_words_that_are_counted(text: str, data: st.DataObject) -> None:
    """Wherever furniture and headline begin and end, in the middle of words too."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    one = Article(
        id="a",
        outlet="North",
        text=text,
        headline=Span(*spans[0]) if len(spans) > 1 else None,
        furniture=tuple(Furniture(*span, "x") for span in spans[1:]),
    )
    bodies = cut_bodies([one])

    assert [bodies.vocabulary[word] for word in bodies.words(0)] == [
        fold(word.surface) for part in find_parts(one) if part.part == "body" for word in part.words
    ]
