"""Words held equal to their definition, read one character at a time."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from framing.words import split_words

IGNORABLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
APOSTROPHES = "'‘’ʼ＇"

# What Python's own tables do not know yet, the tables of a newer regex may call a letter.
ANY_TEXT = st.one_of(
    st.text(alphabet="aSséß1२'’ʼ-. \n\u00ad\u200d\u0301\ufe0f❤م", max_size=12),
    st.text(st.characters(exclude_categories=["Cn", "Cs"])),
)


def cut_by_hand(text: str) -> list[tuple[str, int, int]]:
    """Cut a text by the definition of a word, without a regular expression."""
    seen = [(at, character) for at, character in enumerate(text) if character not in IGNORABLE]
    classes = [
        "'" if character in APOSTROPHES else unicodedata.category(character)
        for _, character in seen
    ] + ["", "", ""]
    in_word = [kind[:1] in "LM" or kind == "Nd" if kind else False for kind in classes]
    letter = [kind[:1] in "LM" if kind else False for kind in classes]

    def is_possessive(at: int) -> bool:
        return classes[at] == "'" and at + 1 < len(seen) and seen[at + 1][1] in "sSｓＳ"

    words = []
    at = 0
    while at < len(seen):
        first = at
        if not in_word[at] or classes[at][:1] == "M":
            at += 1
            continue
        while in_word[at] or (
            classes[at] == "'"
            and ((letter[at - 1] and letter[at + 1]) or (is_possessive(at) and not in_word[at + 2]))
        ):
            at += 1
        last = at - 3 if at - 2 > first and is_possessive(at - 2) else at - 1
        start, end = seen[first][0], seen[last][0] + 1
        words.append((text[start:end], start, end))
    return words


@given(ANY_TEXT)
@example("5's's")
@example("a's\u00ad'\u00ads")
def test_agrees_with_the_definition_read_by_hand(text: str) -> None:
    """The compiled definition and a loop over characters cut every text alike."""
    assert cut_by_hand(text) == split_words(text)
