"""Articles written into a folder are the same when they are read from it."""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import Article, Furniture, SettingError
from framing.article import Span
from framing.readers import read_bundled_story

CHECKOUT = Path(__file__).parent.parent
WHEN = "2026-01-02T03:04:05Z"
plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
odd = st.sampled_from(["---", "...", "# Rain", "a: b", '"'])
lines = st.lists(st.one_of(plain, odd), max_size=8)
keys = st.text("abcdef: #é-", min_size=1, max_size=6).map(str.strip).filter(bool)


def facts(article: Article) -> dict[str, object]:
    """Return what must not change: all but the id and what says where the article was."""
    spans = [(piece.start, piece.end) for piece in article.furniture]
    return {
        "text": article.text.rstrip("\n"),
        "outlet": article.outlet,
        "title": article.title,
        "author": article.author,
        "date": article.date,
        "headline": article.headline,
        "furniture": spans,
    }


def there_and_back(articles: list[Article]) -> list[Article]:
    """Return articles as they are read from a folder to which they were added."""
    with TemporaryDirectory() as folder:
        files = [row.file for row in framing.add(articles, folder, retrieved=WHEN).added]
        found = {Path(a.source).name: a for a in framing.read(folder).articles}
        return [found[file] for file in files]


def test_the_file_by_hand(tmp_path: Path) -> None:
    """Front matter first, in quotes, then the text; the name tells what it is."""
    article = Article(
        id="7",
        outlet="The Daily",
        title='It\'s "rain": day 2',
        date="2024-06-22",
        text='It\'s "rain": day 2\nRain fell.\n',
        headline=Span(0, 18),
        metadata={"Desk": "news", "sha256": "x"},
    )
    [row] = framing.add([article], tmp_path, {"story": "rain"}, retrieved=WHEN).added

    assert re.fullmatch(r"2024-06-22-the-daily-its-rain-day-2-[0-9a-f]{8}\.txt", row.file)
    assert (row.status, row.words, row.note) == ("added", 2, "")
    written = (tmp_path / row.file).read_text(encoding="utf-8")
    digest = re.search(r'sha256: "([0-9a-f]{64})"', written)
    assert digest
    assert written == (
        '---\noutlet: "The Daily"\ntitle: "It\'s \\"rain\\": day 2"\ndate: "2024-06-22"\n'
        'story: "rain"\nformer_id: "7"\ndesk: "news"\nsha256_column: "x"\n'
        f'retrieved: "{WHEN}"\nsha256: "{digest[1]}"\n---\n'
        'It\'s "rain": day 2\nRain fell.\n'
    )


def test_the_sample_corpus_there_and_back() -> None:
    """Texts, metadata, headlines and furniture are the same, and so is every number."""
    articles = list(read_bundled_story().articles)
    again = there_and_back(articles)

    assert list(map(facts, again)) == list(map(facts, articles))
    assert framing.emphasis(again).records() == framing.emphasis(articles).records()


@pytest.mark.skipif(
    not (CHECKOUT.parent / "shared" / "articles").is_dir(), reason="no published articles"
)
def test_published_articles_there_and_back() -> None:
    """Pages as they are found on the web."""
    articles = list(framing.read(CHECKOUT.parent / "shared" / "articles").articles)

    assert list(map(facts, there_and_back(articles))) == list(map(facts, articles))


@settings(max_examples=60, deadline=None)
@given(lines, plain, plain, st.dictionaries(keys, plain, max_size=3), st.booleans())
def test_anything_there_and_back(
    text: list[str], outlet: str, title: str, metadata: dict[str, str], furniture: bool
) -> None:
    """Whatever the text and the metadata are, they are read as they were written."""
    body = "\n".join(["Rain fell all day long.", *text])
    article = Article(
        id="a",
        outlet=outlet or "A",
        title=title,
        text=body,
        metadata=metadata,
        furniture=(Furniture(0, 4, "by hand"),) if furniture else (),
    )
    [again] = there_and_back([article])

    expected, found = facts(article), facts(again)
    if not title:  # a first line that looks like one may be read as the title
        del expected["title"], found["title"]
    assert found == expected
    values = {value for value in metadata.values() if value}
    assert values <= {*again.metadata.values(), again.story, again.url, again.language}


def test_what_is_there_is_not_written_again(tmp_path: Path) -> None:
    """Not under another name either, nor with other furniture; another outlet's is another."""
    article = Article(id="a", outlet="A", text="Rain fell.\nShare this")
    [first] = framing.add([article], tmp_path).added
    (tmp_path / first.file).rename(tmp_path / "mine.txt")
    menu = (Furniture(0, 4, ""),)
    furnished = replace(article, text="Menu\nRain fell.\nShare this", furniture=menu)
    [second] = framing.add([furnished], tmp_path).added
    [third] = framing.add([replace(article, outlet="B")], tmp_path).added

    assert (first.status, second.status, third.status) == ("added", "there already", "added")
    assert second.file == "mine.txt"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([third.file, "mine.txt"])


def test_one_article_given_twice_is_written_once(tmp_path: Path) -> None:
    """The second row says which file has it."""
    article = Article(id="a", outlet="A", text="Rain fell.")
    rows = framing.add([article, replace(article, id="b")], tmp_path).added

    assert [row.status for row in rows] == ["added", "there already"]
    assert {row.file for row in rows} == {path.name for path in tmp_path.iterdir()}


def test_a_file_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    """Whatever lies there is not ours to replace."""
    article = Article(id="a", outlet="A", title="Rain", text="Rain fell.")
    [row] = framing.add([article], tmp_path).added
    (tmp_path / row.file).write_text("notes of my own")
    [again] = framing.add([article], tmp_path).added

    assert again.status == "added"
    assert again.file != row.file
    assert (tmp_path / row.file).read_text() == "notes of my own"


def test_nothing_is_written_for_nothing(tmp_path: Path) -> None:
    """An article without text is no file."""
    [row] = framing.add([Article(id="a", outlet="A", text=" \n")], tmp_path / "new").added

    assert (row.status, row.file) == ("no text", "")
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The message names it."""
    (tmp_path / "x").write_text("")
    with pytest.raises(SettingError, match=r"--to: .*x is no folder$"):
        framing.add(None, tmp_path / "x")


def test_the_time_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a folder can be made again, byte for byte; what an article says itself goes first."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    told = Article(id="b", outlet="B", text="Sun shone.", metadata={"retrieved": "yesterday"})
    framing.add([Article(id="a", outlet="A", text="Rain fell."), told], tmp_path)
    written = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]

    assert [re.findall(r'^retrieved: "(.*)"$', text, re.M) for text in written] == [
        ["1970-01-02T00:00:00Z"],
        ["yesterday"],
    ]
