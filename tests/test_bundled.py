"""What comes with the package: the lexicon and the sample corpus."""

from collections import Counter
from pathlib import Path

import pytest

import framing
from framing.readers import read_bundled_story
from framing.words import fold
from tests.benchmarks import lexicon_agreement

FRAMES = ["china", "opposition", "afghanistan", "security"]


def _bodies() -> dict[str, list[str]]:
    from framing.scan import find_parts

    return {
        article.id: [
            fold(word.surface)
            for part in find_parts(article)
            if part.part == "body"
            for word in part.words
        ]
        for article in read_bundled_story().articles
    }


def test_the_lexicon_has_the_four_frames_in_order() -> None:
    """Tables show China, the opposition, Afghanistan and security."""
    lexicon = framing.load_lexicon()

    assert FRAMES == [frame.key for frame in lexicon.frames]
    assert ["China", "Opposition", "Afghanistan", "Security"] == [f.label for f in lexicon.frames]
    assert lexicon.status == "unvalidated"


def test_no_entry_of_the_lexicon_stands_there_twice() -> None:
    """Two entries of a frame that are cut and folded alike would be one."""
    for frame in framing.load_lexicon().frames:
        for patterns in (frame.patterns, frame.exceptions):
            cut = Counter(
                pattern.words if pattern.exact_case else tuple(map(fold, pattern.words))
                for pattern in patterns
            )
            assert {} == {words: count for words, count in cut.items() if count > 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Azm-e-Istehkam", ["security"]),
        ("Azm-i-Istekam", ["security"]),
        ("Azm e Istahkam", ["security"]),
        ("the Tehreek-e-Taliban Pakistan (TTP)", ["security", "security"]),
        ("the Tehrik-i-Taliban Pakistan", ["security"]),
        ("Taliban", ["afghanistan"]),
        ("the Afghan Taliban", ["afghanistan"]),
        ("the Pakistani Taliban", ["security"]),
        ("Pakistan Tehreek-e-Insaf (PTI)", ["opposition", "opposition"]),
        ("Pakistan Tehreek Insaaf", ["opposition"]),
        ("the Interior Minister", []),
        ("the army chief", []),
        ("the army", ["security"]),
        ("it is", []),
        ("the IS group", ["security"]),
        ("the South China Morning Post", []),
        ("consensus of all stakeholders", []),
        ("no consensus", ["opposition"]),
        ("took Parliament into confidence", ["opposition"]),
        ("militant sanctuaries", ["security", "afghanistan", "security"]),
    ],
)
def test_the_lexicon_reads_telling_cases(text: str, expected: list[str]) -> None:
    """Variants are found, offices and misleading words are not."""
    article = framing.Article(id="a", outlet="a", text=f"{text}.")

    assert expected == [row.frame for row in framing.evidence([article])]


def test_the_lexicon_agrees_with_readings_of_the_published_articles(
    published_articles: Path,
) -> None:
    """Every frame is found with an F1 of at least .92, and all furniture is recognised."""
    agreement = lexicon_agreement.of_lexicon(published_articles)

    assert all(agreement[frame].f1 >= 0.92 for frame in FRAMES)
    assert agreement[lexicon_agreement.FURNITURE].f1 == 1


def test_the_sample_corpus_has_five_articles_of_five_sample_outlets() -> None:
    """The outlets are labelled as invented, and the articles have the length of articles."""
    articles = read_bundled_story().articles

    assert len({article.outlet for article in articles}) == 5
    assert all(article.outlet.startswith("Sample ") for article in articles)
    assert all(700 <= len(body) <= 1100 for body in _bodies().values())


def test_the_sample_articles_share_one_passage_and_no_other() -> None:
    """All five carry the official statement in the same words; else they are independent."""
    runs = [
        {tuple(words[i : i + 12]) for i in range(len(words) - 11)} for words in _bodies().values()
    ]
    in_all = set.intersection(*runs)

    assert len(in_all) == 37 - 11
    for index, run in enumerate(runs):
        for other in runs[:index]:
            assert run & other == in_all


def test_the_sample_outlets_lean_as_they_are_meant_to() -> None:
    """The comparison has something to show."""
    rows = {(row.group, row.frame): row.rate_per_1000 or 0 for row in framing.emphasis()}

    def leader(frame: str) -> str:
        return max((rate, group) for (group, key), rate in rows.items() if key == frame)[1]

    assert leader("china") in {"Sample Frontier Defence Review", "Sample Trade Wire"}
    assert leader("opposition") == "Sample Indus Opinion"
    assert leader("afghanistan") == "Sample European Broadcast"
    assert leader("security") == "Sample Islamabad Gazette"


def test_sources_of_the_sample_corpus_name_no_machine() -> None:
    """What is printed of the sample corpus is the same wherever it is installed."""
    sources = [article.source for article in read_bundled_story().articles]

    assert all(source.startswith("corpus/azm-e-istehkam/") for source in sources)
