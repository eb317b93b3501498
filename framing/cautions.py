"""The sentences that go with the numbers, so that nobody reads more into them than they hold."""

from framing.groups import Groups
from framing.lexicon import Lexicon
from framing.measures.tfidf import FEW_ARTICLES

__all__ = ["cautions_of_divergence", "cautions_of_emphasis", "general_cautions"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def general_cautions(groups: Groups, lexicon: Lexicon) -> tuple[str, ...]:
    """Say what the lexicon and the articles allow to be concluded at all."""
    return (_of_lexicon(lexicon), *_of_articles(groups))


def cautions_of_emphasis(groups: Groups) -> tuple[str, ...]:
    """Say what is to be kept in mind with the weighted emphasis."""
    articles = len(groups.counts.articles)
    if articles >= FEW_ARTICLES:
        return ()
    return (
        f"TF-IDF weights come from these articles alone (idf_source=corpus): IDF is uninformative "
        f"at n={articles}; use the raw rate.",
    )


def cautions_of_divergence(groups: Groups) -> tuple[str, ...]:
    """Say what is to be kept in mind with divergences that come without their chance level."""
    if len(groups.names) < 2:  # noqa: PLR2004 - a pair
        return (f"There is one {groups.by} only, so there is no pair to compare.",)
    return (
        "Chance alone moves attention too: two short texts from one source do not score 0. These "
        "divergences come without their chance level; a small one is not a finding.",
    )


def _of_lexicon(lexicon: Lexicon) -> str:
    status = lexicon.status.upper() if lexicon.status == "unvalidated" else lexicon.status
    return f"Lexicon {lexicon.title}, {status}. Numbers show lexicon-defined emphasis, not bias."


def _of_articles(groups: Groups) -> tuple[str, ...]:
    if groups.by == "article":
        return ("This compares single articles; it says nothing about their outlets.",)
    total, singles = len(groups.counts.articles), int((groups.articles == 1).sum())
    if singles == len(groups.names):
        return (
            f"{_spelled(total).capitalize()} article{'s' if total > 1 else ''}, one per "
            f"{groups.by}: this compares these articles, not the {groups.by}s.",
        )
    if singles:
        return (
            f"{_spelled(singles).capitalize()} of {len(groups.names)} groups ha"
            f"{'s' if singles == 1 else 've'} one article: there the numbers are that article's "
            f"and say nothing about its {groups.by}.",
        )
    return ()


def _spelled(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
