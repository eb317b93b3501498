"""From articles to a baseline."""

from collections.abc import Mapping, Sequence
from math import fsum, lcm
from pathlib import Path

import numpy as np

from framing.article import Article
from framing.baseline.model import Baseline, BaselineArticle, EntryWeight, LexiconIdentity
from framing.blocks import FEWEST_BLOCKS, SMALL_BLOCK_WORDS, blocks_by_words
from framing.job import Job
from framing.lexicon import Lexicon, Matcher
from framing.measures.evidence_rules import FEWEST_HITS
from framing.measures.tfidf import KAPPA, inverse_document_frequency
from framing.readers.given import Sources
from framing.reference import NO_REFERENCE, Reference
from framing.resources import DEFAULT_LEXICON, DEFAULT_REFERENCE
from framing.settings import Settings
from framing.tally import Tally
from framing.tallying import Tallier
from framing.words import WORDS_VERSION

__all__ = ["fit_baseline", "share_design_effect"]


def fit_baseline(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    by: str = "outlet",
    where: Mapping[str, str] | None = None,
    reference: str = DEFAULT_REFERENCE,
    keep_furniture: bool = False,
) -> Baseline:
    """Freeze a collection, so that later articles can be scored against it.

    Args:
        sources: The articles.
        lexicon: A lexicon, the name of a bundled one, or the path of a file.
        by: The column that groups the articles.
        where: Values that articles must have, by column.
        reference: The document frequencies that those of the articles are shrunk to: a bundled
            reference, a file, or ``none``.
        keep_furniture: Whether page furniture is counted as text.

    Returns:
        The baseline; the order of the sources makes no difference.

    Raises:
        FramingError: If the articles or the lexicon cannot be read, or no article has the column.
    """
    settings = Settings(
        by=by, where=where or {}, reference=reference, keep_furniture=keep_furniture
    )
    job = Job(sources, lexicon, settings, "baseline fit")
    articles = sorted(job.articles, key=lambda article: article.id)
    tallier = Tallier(job.lexicon)
    tallies = tallier.all(articles)
    entries, mean_idf = _weights(tallies, tallier.matcher, job.reference)
    parts = lcm(*(each.parts_of_a_hit for each in tallies))
    return Baseline(
        lexicon=LexiconIdentity(
            name=job.lexicon.name,
            title=job.lexicon.title,
            sha256=job.lexicon.sha256,
            status=job.lexicon.status,
            frames=tuple(frame.key for frame in job.lexicon.frames),
        ),
        words=WORDS_VERSION,
        by=job.by,
        where=dict(sorted(settings.where.items())),
        keep_furniture=keep_furniture,
        reference=job.reference.name if job.reference else NO_REFERENCE,
        kappa=KAPPA if job.reference else 0,
        inputs_sha256=job.manifest.input_sha256,
        parts_of_a_hit=parts,
        share_design_effect=share_design_effect(tallies),
        mean_idf=mean_idf,
        entries=entries,
        articles=tuple(
            _article(article, counted, job.by, parts)
            for article, counted in zip(articles, tallies, strict=True)
        ),
    )


def _article(article: Article, counted: Tally, by: str, parts: int) -> BaselineArticle:
    return BaselineArticle(
        article.id, article.group(by), counted.words, counted.hits, counted.divided_hits(parts)
    )


def _weights(
    tallies: Sequence[Tally], matcher: Matcher, reference: Reference | None
) -> tuple[tuple[EntryWeight, ...], float | None]:
    """Weigh the entries as `framing.measures.tfidf.entry_weights` does, and return what it takes.

    Returns:
        The entries, and the mean of idf over all hits.
    """
    from scipy.sparse import csr_array

    cells = [(row, e, count) for row, each in enumerate(tallies) for e, count in each.entry_hits]
    rows, columns, counts = np.array(cells, dtype=np.int64).reshape(len(cells), 3).T
    found = csr_array((counts, (rows, columns)), shape=(len(tallies), len(matcher.entries)))
    shares = None
    if reference is not None:
        shares = np.array([reference.share_of_entry(entry.pattern) for entry in matcher.entries])
    idf = inverse_document_frequency(found, shares)
    hits = np.asarray(found.sum(axis=0)).ravel()
    articles = np.bincount(columns, minlength=len(matcher.entries))
    entries = tuple(
        EntryWeight(
            frame=matcher.lexicon.frames[entry.frame].key,
            pattern=entry.pattern.text,
            exact_case=entry.pattern.exact_case,
            articles=int(articles[index]),
            hits=int(hits[index]),
            reference_share=None if shares is None else float(shares[index]),
            idf=float(idf[index]),
        )
        for index, entry in enumerate(matcher.entries)
    )
    total = int(hits.sum())
    return entries, fsum(hits * idf) / total if total else None


def share_design_effect(tallies: Sequence[Tally]) -> float:
    """Return how many times frame shares vary more within articles than those of independent hits.

    The mean design effect of Rao and Scott between blocks of 100 words, over all articles with
    enough hits and blocks, each weighted by its frames less one.

    Returns:
        A number from 1; 1 as well where no article has enough.
    """
    sums, degrees = [], 0
    for each in tallies:
        block_of = blocks_by_words(
            np.array(each.paragraph_words, dtype=np.int64), SMALL_BLOCK_WORDS
        )
        blocks = int(block_of.max(initial=-1)) + 1
        if each.spans < FEWEST_HITS or blocks < FEWEST_BLOCKS:
            continue
        parts = each.parts_of_a_hit
        found = np.zeros((blocks, each.frames), dtype=np.int64)
        for paragraph, block in enumerate(block_of):
            found[block] += np.array(each.divided(paragraph, parts))
        totals, all_hits = found.sum(axis=0), found.sum()
        shares = totals / all_hits
        residuals = found - shares * found.sum(axis=1)[:, None]
        used = totals > 0
        scatter = blocks / (blocks - 1) * (residuals**2).sum(axis=0)[used] / parts
        sums += (scatter / totals[used]).tolist()
        degrees += int(used.sum()) - 1
    return max(1.0, fsum(sums) / degrees) if degrees else 1.0
