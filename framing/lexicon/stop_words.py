"""Lists of words that carry no content, for the measures of vocabulary."""

from framing.errors import choice_error
from framing.resources import lexicons_folder
from framing.words import fold, split_words

__all__ = ["NO_STOP_WORDS", "load_stop_words"]

NO_STOP_WORDS = "none"


def load_stop_words(name: str) -> frozenset[str]:
    """Read a bundled list of stop words.

    Args:
        name: The name of a list, such as ``en``; ``none`` is the empty list.

    Returns:
        The words, folded as the words of a text are.

    Raises:
        SettingError: If there is no such list; the message names those there are.
    """
    if name == NO_STOP_WORDS:
        return frozenset()
    folder = lexicons_folder() / "stopwords"
    lists = {path.stem: path for path in sorted(folder.glob("*.txt"))}
    if name not in lists:
        raise choice_error("--stopwords", name, [*lists, NO_STOP_WORDS])
    lines = lists[name].read_text(encoding="utf-8").splitlines()
    entries = " ".join(line for line in lines if not line.startswith("#"))
    return frozenset(fold(word.surface) for word in split_words(entries))
