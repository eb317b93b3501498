"""Near-copies: articles of which each stands nearly whole in the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from framing.article import Article
from framing.sharing.found import Found

__all__ = ["NEARLY_ALL", "NearCopyRow", "count_once", "list_near_copies"]

NEARLY_ALL = 0.8
"""Where this share of either article stands in the other, the two are near-copies."""


@dataclass(frozen=True, slots=True)
class NearCopyRow:
    """One of a cluster of articles that are nearly the same.

    Attributes:
        cluster: The id of the longest of them.
        articles: How many they are.
        article: The id of this one.
        outlet: Who published it.
        date: When, as given.
        words: Words of its body.
    """

    cluster: str
    articles: int
    article: str
    outlet: str
    date: str
    words: int


def list_near_copies(found: Found) -> tuple[NearCopyRow, ...]:
    """List the clusters of near-copies by the id of their longest article, which comes first."""
    articles = found.bodies.articles
    return tuple(
        NearCopyRow(
            cluster=articles[cluster[0]].id,
            articles=len(cluster),
            article=articles[index].id,
            outlet=articles[index].outlet,
            date=articles[index].date,
            words=int(found.bodies.lengths[index]),
        )
        for cluster in sorted(_clusters(found, lambda _article: ""))
        for index in cluster
    )


def count_once(found: Found, by: str) -> dict[str, str]:
    """Say which articles are left out so that each text counts once in its group.

    Near-copies of one outlet in one group are put together; of each cluster the longest counts, of
    equally long ones that whose id sorts first. The same text in two outlets, or in two groups, is
    a finding: it counts in both.

    Args:
        found: What the articles share.
        by: The column that groups them.

    Returns:
        The ids of the articles left out, each with that of the one that counts for it.
    """
    articles = found.bodies.articles
    clusters = _clusters(found, lambda article: (article.group(by), article.outlet))
    return {
        articles[index].id: articles[first].id for first, *others in clusters for index in others
    }


def _clusters(found: Found, key: Callable[[Article], object]) -> Iterator[list[int]]:
    """Yield the clusters of near-copies with one key, each with the longest article first."""
    articles, lengths = found.bodies.articles, found.bodies.lengths
    root: dict[int, int] = {}

    def find(index: int) -> int:
        while (up := root.setdefault(index, index)) != index:
            root[index] = root[up]  # halves the way for the next
            index = root[index]
        return index

    for a, b in _near_copies(found):
        if key(articles[a]) == key(articles[b]):
            root[find(b)] = find(a)
    members: dict[int, list[int]] = {}
    for index in list(root):
        members.setdefault(find(index), []).append(index)
    for cluster in members.values():
        yield sorted(cluster, key=lambda index: (-lengths[index], index))


def _near_copies(found: Found) -> Iterator[tuple[int, int]]:
    lengths = found.bodies.lengths
    for pair in found.pairs:
        # Runs may overlap, so all of them together are the most that can be shared.
        most = sum(run.length for passage in pair.passages for run in passage.runs)
        if most < NEARLY_ALL * max(lengths[pair.a], lengths[pair.b]):
            continue
        if all(
            found.shared_words(pair, one).sum() >= NEARLY_ALL * lengths[one]
            for one in (pair.a, pair.b)
        ):
            yield pair.a, pair.b
