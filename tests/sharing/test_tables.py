"""The tables: how much of which article, what of it is quoted, and which are near-copies."""

from collections.abc import Sequence

from framing import Article
from framing.sharing import (
    ContainmentRow,
    NearCopyRow,
    count_once,
    find_shared,
    list_containment,
    list_near_copies,
    list_passages,
)

COPY = " ".join(f"copied{number}" for number in range(20))


def own(name: str, count: int) -> str:
    """Return words that stand in no other article."""
    return " ".join(f"{name}{number}" for number in range(count))


def article(name: str, *parts: str, outlet: str = "North", date: str = "") -> Article:
    """Return an article with a paragraph for each part."""
    return Article(id=name, outlet=outlet, text="\n".join(parts), date=date)


def test_containment_is_asymmetric() -> None:
    """A release of 20 words is a fifth of an article of 100, and that article holds all of it."""
    rows = list_containment(
        find_shared([article("release", COPY), article("story", own("x", 80), COPY)])
    )

    assert (
        ContainmentRow("release", "story", 20, 20, 1.0, 0, 20, 1),
        ContainmentRow("release", "(any other)", 20, 20, 1.0, 0, 20, 1),
        ContainmentRow("story", "release", 100, 20, 0.2, 0, 20, 1),
        ContainmentRow("story", "(any other)", 100, 20, 0.2, 0, 20, 1),
    ) == rows


def test_a_word_counts_once_among_all_others() -> None:
    """Two articles that share the same words with a third do not make it less original."""
    more = own("more", 12)
    rows = {
        (row.a, row.b): row
        for row in list_containment(
            find_shared(
                [
                    article("a", COPY, "x", more, own("y", 7)),
                    article("b", COPY),
                    article("c", COPY, "z", more),
                ]
            )
        )
    }

    assert (20, 0.5) == (rows["a", "b"].shared_words, rows["a", "b"].containment)
    assert (32, 0.8, 32, 1) == (
        rows["a", "c"].shared_words,
        rows["a", "c"].containment,
        rows["a", "c"].longest,
        rows["a", "c"].passages,
    )
    assert (32, 0.8, 32, 2) == (
        rows["a", "(any other)"].shared_words,
        rows["a", "(any other)"].containment,
        rows["a", "(any other)"].longest,
        rows["a", "(any other)"].passages,
    )


def test_words_that_differ_inside_a_passage_are_not_shared() -> None:
    """They lie between its first character and its last, and count for neither."""
    found = find_shared(
        [article("a", f"{COPY} one {own('t', 4)}"), article("b", COPY, own("t", 4))]
    )
    (row,) = list_passages(found)

    assert (24, len(found.bodies.articles[0].text)) == (row.words, row.end_a - row.start_a)
    assert [24 / 25, 1.0] == [r.containment for r in list_containment(found) if "any" not in r.b]


def test_quoted_in_both() -> None:
    """What one of the two does not quote is narrative there, and may be copied."""
    half = " ".join(f"copied{number}" for number in range(10, 20))
    start = " ".join(f"copied{number}" for number in range(10))
    found = find_shared([article("a", f"“{COPY}”"), article("b", f'{start} "{half}"')])

    assert [0.5] == [row.quoted for row in list_passages(found)]
    assert {10} == {row.quoted_words for row in list_containment(found)}


def test_articles_that_are_the_same() -> None:
    """Each holds all of the other."""
    rows = list_containment(find_shared([article("a", COPY), article("b", COPY.upper())]))

    assert {1.0} == {row.containment for row in rows}


def near_copies(*articles: Article) -> Sequence[NearCopyRow]:
    """Return the near-copies among articles."""
    return list_near_copies(find_shared(articles))


def test_near_copies_from_four_fifths_on() -> None:
    """Of both: a short text that stands whole in a long one is no near-copy of it."""
    exactly = article("a", COPY, own("x", 5), date="2024-06-22")
    below = article("b", COPY, own("y", 6))
    short = article("s", COPY)

    assert () == near_copies(exactly, below)
    assert (
        NearCopyRow("a", 2, "a", "North", "2024-06-22", 25),
        NearCopyRow("a", 2, "s", "North", "", 20),
    ) == near_copies(exactly, short)


def test_near_copies_are_linked_pair_by_pair() -> None:
    """The longest comes first and names the cluster; of equally long ones the first id does."""
    rows = near_copies(
        article("c", COPY), article("b", COPY, own("x", 3)), article("a", COPY, own("y", 3))
    )

    assert [("a", "a"), ("a", "b"), ("a", "c")] == [(row.cluster, row.article) for row in rows]
    assert {3} == {row.articles for row in rows}


def test_what_counts_once() -> None:
    """Near-copies of one outlet in one group; not the same text in another outlet or group."""
    found = find_shared(
        [
            article("a", COPY, date="1"),
            article("b", COPY, "more", date="1"),
            article("c", COPY, date="2"),
            article("d", COPY, outlet="South", date="1"),
        ]
    )

    assert {"a": "b", "c": "b"} == count_once(found, "outlet")
    assert {"a": "b"} == count_once(found, "date")
    assert {} == count_once(found, "article")
