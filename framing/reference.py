"""In how many articles of general news a word occurs.

That is what makes inverse document frequency mean something where the articles at hand are few.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from framing.article import Article
from framing.errors import InputError, choice_error
from framing.lexicon import Lexicon, Matcher, Pattern
from framing.resources import lexicons_folder
from framing.scan import scan
from framing.words import fold

__all__ = [
    "NO_REFERENCE",
    "Reference",
    "count_reference",
    "load_reference",
    "reference_text",
]

NO_REFERENCE = "none"
FEWEST_ARTICLES_OF_A_WORD = 5
"""Words of fewer articles are left out of the file; their frequency is as good as 0."""

_SECTION = re.compile(r"\[(\w+)\]")
_EXACT = " (exact case)"


@dataclass(frozen=True, slots=True)
class Reference:
    """Document frequencies of a collection.

    Attributes:
        name: What to call it.
        articles: How many articles it was counted from.
        words: In how many of them each word (folded) occurs.
        entries: In how many of them each entry of a lexicon matches, for the lexicons that were
            counted along; by the entry as written.
        sorted_words: The words in order, made from ``words``.
    """

    name: str
    articles: int
    words: Mapping[str, int]
    entries: Mapping[str, int]
    sorted_words: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sorted_words", tuple(sorted(self.words)))

    def share_of_word(self, word: str) -> float:
        """Return the share of articles that have a word, 0 where it is not in the file."""
        return self.words.get(word, 0) / self.articles

    def share_of_entry(self, pattern: Pattern) -> float:
        """Return the share of articles that an entry of a lexicon matches.

        Exact where the entry was counted. Else a single word has its own share, a word with a
        wildcard at most the sum of those it matches, and a pattern of several words, of which
        nothing is known, has 0.
        """
        counted = self.entries.get(_key(pattern))
        if counted is not None:
            return counted / self.articles
        if len(pattern.words) > 1:
            return 0.0
        if pattern.is_literal:
            return self.share_of_word(fold(pattern.words[0]))
        return min(1.0, self._count_matching(fold(pattern.words[0])) / self.articles)

    def _count_matching(self, wild: str) -> int:
        """Add up the counts of the words that a word with wildcards matches."""
        prefix = re.split(r"[*?]", wild, maxsplit=1)[0]
        pattern = re.compile(re.escape(wild).replace(r"\*", ".*").replace(r"\?", "."))
        first = bisect_left(self.sorted_words, prefix)
        last = bisect_right(self.sorted_words, prefix + chr(sys.maxunicode))
        candidates = self.sorted_words[first:last]
        return sum(self.words[word] for word in candidates if pattern.fullmatch(word))


def count_reference(
    articles: Iterable[Article], lexicons: Iterable[Lexicon], name: str
) -> Reference:
    """Count document frequencies.

    Args:
        articles: The articles; they are read once, one at a time.
        lexicons: The lexicons whose entries are counted along.
        name: What to call the result.

    Returns:
        The frequencies of all words and entries.

    Raises:
        InputError: If there are no articles.
    """
    matchers = [Matcher(lexicon) for lexicon in lexicons]
    words: Counter[str] = Counter()
    entries = Counter({_key(e.pattern): 0 for matcher in matchers for e in matcher.entries})
    count = 0
    for article in articles:
        count += 1
        own_words: set[str] = set()
        own_entries: set[str] = set()
        for matcher in matchers:
            for paragraph, hits in scan(article, matcher):
                own_words.update(fold(word.surface) for word in paragraph.words)
                matched = (matcher.entries[entry] for hit in hits for entry in hit.entries)
                own_entries.update(_key(entry.pattern) for entry in matched)
        words.update(own_words)
        entries.update(own_entries)
    if not count:
        raise InputError("there are no articles to count; name at least one source")
    return Reference(name, count, words, entries)


def reference_text(reference: Reference, provenance: str) -> str:
    """Return a reference as the text of a file.

    Args:
        reference: The frequencies.
        provenance: Where they come from, in one or more lines.
    """
    kept = sorted(
        (word, count)
        for word, count in reference.words.items()
        if count >= FEWEST_ARTICLES_OF_A_WORD
    )
    lines = [f"# {line}" for line in provenance.splitlines()]
    lines += ["[articles]", str(reference.articles), "[entries]"]
    lines += [f"{entry}\t{count}" for entry, count in sorted(reference.entries.items())]
    lines += ["[words]", *(f"{word}\t{count}" for word, count in kept)]
    return "\n".join(lines) + "\n"


def load_reference(name: str | Path) -> Reference | None:
    """Read a reference.

    Args:
        name: The name of a bundled one, a path, or ``none``.

    Returns:
        The reference; None for ``none``.

    Raises:
        SettingError: If there is neither such a name nor such a file.
        InputError: If the file is not a reference; the message has its line.
    """
    path = find_reference(name)
    if path is None:
        return None
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"--reference {name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"--reference {name}:{line}: is not UTF-8; save it as UTF-8") from None
    return _parse(text, path.name, path.stem)


def find_reference(name: str | Path) -> Path | None:
    """Return the file of a reference; arguments and errors as `load_reference`."""
    if str(name) == NO_REFERENCE:
        return None
    folder = lexicons_folder() / "reference"
    bundled = {path.stem: path for path in sorted(folder.glob("*.tsv"))}
    path = bundled.get(str(name), Path(name))
    try:
        is_file = path.is_file()
    except OSError as error:  # a folder that may not be entered, a name that is too long
        raise InputError(f"--reference {name}: cannot be read: {error.strerror}") from None
    if not is_file:
        raise choice_error("--reference", str(name), [*bundled, NO_REFERENCE])
    return path


@lru_cache(maxsize=2)
def _parse(text: str, source: str, name: str) -> Reference:
    tables: dict[str, dict[str, int]] = {"articles": {}, "entries": {}, "words": {}}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        is_comment = line.startswith("#") and not (section and "\t" in line)
        if not line or is_comment:
            continue
        if match := _SECTION.fullmatch(line):
            section = match[1]
        key, _, count = line.rpartition("\t")
        if match is None and (section not in tables or not count.isdecimal()):
            raise InputError(f"{source}:{number}: is not a line of a reference (word, tab, number)")
        if match is None:
            tables[section][key] = int(count)
    articles = tables["articles"].get("", 0)
    if articles < 1:
        raise InputError(f"{source}: has no number of articles under [articles]")
    return Reference(name, articles, tables["words"], tables["entries"])


def _key(pattern: Pattern) -> str:
    return pattern.text + (_EXACT if pattern.exact_case else "")
