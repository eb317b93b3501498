"""One pair has the record that it has among all, and less is computed for it."""

from itertools import combinations

import pytest

from framing import Article, Lexicon, count
from framing.groups import Groups, group
from framing.measures import pair_test as pair_test_module
from framing.measures import pairs as pairs_module
from framing.measures.one_pair import one_pair
from framing.measures.pairs import pairs
from framing.measures.vocabulary import content_vocabulary

SIZES = {"A": 50, "B": 45, "C": 6, "D": 5, "E": 1, "F": 4}
"""Articles of each outlet: for the closed form, for deals, for none; F has no hits."""


@pytest.fixture
def groups(lexicon: Lexicon) -> Groups:
    """Six outlets that differ, some of them too small for a test."""
    texts = ["Rain, rain and sun. Sun.", "Rain and rain on them. Rain, rain.", "Sun. Some rain."]
    articles = [
        Article(
            id=f"{outlet}{i}",
            outlet=outlet,
            text=(texts[(i * (1 + place % 2) + place) % 3] if outlet != "F" else "Snow.") * 2,
        )
        for place, (outlet, size) in enumerate(SIZES.items())
        for i in range(size)
    ]
    return group(count(articles, lexicon), "outlet")


@pytest.mark.parametrize("confirmatory", [False, True])
@pytest.mark.parametrize(("permuted", "dealt"), [(1_000, 25_000), (0, 25_000), (0, 3)])
def test_as_among_all(
    groups: Groups,
    monkeypatch: pytest.MonkeyPatch,
    permuted: int,
    dealt: int,
    confirmatory: bool,
) -> None:
    """Every value, q above all, however the pairs are tested; and how many of them have a p."""
    monkeypatch.setattr(pairs_module, "MOST_PERMUTED_PAIRS", permuted)
    monkeypatch.setattr(pair_test_module, "MOST_DEALT_PAIRS", dealt)
    vocabulary = content_vocabulary(groups)
    every = pairs(groups, vocabulary, permutations=199, confirmatory=confirmatory)
    tested = sum(row.p is not None for row in every)

    assert 0 < tested < len(every)
    assert len({row.permutations for row in every}) > 1
    for row, chosen in zip(every, combinations(range(len(groups.names)), 2), strict=True):
        found, among = one_pair(
            groups, vocabulary, chosen, permutations=199, confirmatory=confirmatory
        )
        assert row == found
        assert among == (tested if row.p is not None else 0)
