"""What is to be known of numbers that come from counts and not from articles."""

from collections.abc import Iterator

from framing.counts import Level

__all__ = ["sentences_of"]


def sentences_of(
    level: Level, command: str, *, of_articles: bool, vocabulary: bool
) -> Iterator[str]:
    """Yield what cannot be said from counts.

    Args:
        level: What is known below whole articles.
        command: What is run.
        of_articles: Whether articles are the units, and not blocks of one.
        vocabulary: Whether the divergence of vocabularies beyond chance is asked for.
    """
    yield (
        "These are counts, without texts: shared passages and near-copies were not looked for"
        f"{', and there are no excerpts' if command == 'explain' else ''}."
    )
    if level == "paragraphs":
        return
    if command == "salience":
        yield (
            "Shareable counts hold no order of words: first mentions and front-loading are not "
            "known."
        )
    if of_articles:
        return
    unknown = "Shareable counts know the terms of whole articles only: with one article a group, "
    if command == "explain":
        yield f"{unknown}the divergence of vocabularies is not taken apart."
    elif command == "terms":
        yield f"{unknown}no term can be tested, and none is listed."
    elif vocabulary:
        yield f"{unknown}vocabularies are not compared beyond chance."
