"""How long the tests of pairs take: ``python tests/benchmarks/speed.py``.

Times are of this machine; what can be compared between machines is their ratio to a yardstick that
is measured in the same run: scikit-learn's TfidfVectorizer on the same texts, a hundred times over.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from framing import Article, count, load_lexicon
from framing.groups import group
from framing.lexicon.stop_words import load_stop_words
from framing.measures.pairs import pairs
from framing.measures.vocabulary import content_vocabulary
from framing.readers import read_bundled_story


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _pairs_of(articles: list[Article]) -> Callable[[], object]:
    groups = group(count(articles, load_lexicon()), "article")
    vocabulary = content_vocabulary(groups, load_stop_words("en"))
    return lambda: pairs(groups, vocabulary)


def _hundred(articles: list[Article]) -> list[Article]:
    """Make a hundred articles of about a thousand words by joining parts of two."""
    made = []
    for index in range(100):
        first, second = articles[index % 5], articles[(index // 5 + 1) % 5]
        lines = (first.text + "\n\n" + second.text).split("\n\n")
        text = "\n\n".join(lines[index % 7 :: 2])
        made.append(replace(first, id=f"{index:03}", text=text, headline=None, furniture=()))
    return made


def main() -> None:
    """Measure and print."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    articles = list(read_bundled_story().articles)
    texts = [article.text for article in articles] * 100
    yardstick = _seconds(lambda: TfidfVectorizer().fit_transform(texts))
    ten = _seconds(_pairs_of(articles))
    many = _seconds(_pairs_of(_hundred(articles)))
    for name, seconds in (
        ("TfidfVectorizer on 500 articles", yardstick),
        ("10 pairs of 1,000 words, up to 9,999 permutations", ten),
        ("4,950 pairs of 100 articles, closed form", many),
    ):
        sys.stdout.write(f"{name:52} {seconds:6.2f} s  {seconds / yardstick:6.2f} x\n")


if __name__ == "__main__":
    main()
