"""Which articles count, and how many of them say the same."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Frame, Furniture, Lexicon, Pattern, count
from framing.inventory import list_articles
from framing.near_copies import count_twins

LEXICON = Lexicon(name="l", frames=(Frame("rain", "Rain", (Pattern("rain"),)),))
texts = st.sampled_from(
    [
        *("", "...", "Rain fell.", "RAIN fell", "fell rain", "rain\nfell", "rain fell rain"),
        *("x Rain fell.", "y Rain fell.", "rain rain fell", "Sun."),
    ]
)


@st.composite
def some_articles(draw: st.DrawFn) -> list[Article]:
    """Articles of which some say the same, with or without what is set aside."""
    chosen = draw(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=12))
    return [
        Article(
            id=str(number),
            outlet="",
            title="Title" if aside else "",
            text=text,
            furniture=(Furniture(0, 1, "x"),) if aside and text else (),
        )
        for number, (text, aside) in enumerate(chosen)
    ]


@given(some_articles())
def test_twins_are_those_of_the_list_of_articles(articles: Sequence[Article]) -> None:
    """Found by their counts first, they are the same words in the same order."""
    noted = sum("same words as" in row.note for row in list_articles(articles))

    assert noted == count_twins(articles, count(articles, LEXICON))
