"""New articles against a baseline, each for itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from framing.article import Article
from framing.baseline.agreement import check_agreement
from framing.baseline.model import SCHEMA, Baseline
from framing.baseline.moments import Moments, moments_of
from framing.baseline.neighbours import NeighbourRow, Neighbours
from framing.baseline.prediction import FEWEST_FOR_POSITION, Expectation
from framing.baseline.rows import ScoreRow
from framing.cautions import caution_of_lexicon
from framing.errors import BaselineError, SettingError, choice_error
from framing.facts import by_id
from framing.job import Job
from framing.lexicon import Lexicon, bundled_lexicons, load_lexicon
from framing.readers import Problem
from framing.readers.given import Sources
from framing.results import Manifest, Table
from framing.settings import Settings
from framing.tally import Tally
from framing.tallying import Tallier

__all__ = ["AGAINST", "BaselineScores", "Scorer", "lexicon_of", "score"]

AGAINST = ("all", "group")
"""What an article can be scored against: the whole baseline, or its own group in it."""


@dataclass(frozen=True, slots=True)
class BaselineScores:
    """The result of scoring.

    Attributes:
        scores: A row for each article and frame.
        neighbours: The articles of the baseline that each is most and least like.
        problems: What was skipped in reading, and what to be warned of.
    """

    scores: Table[ScoreRow]
    neighbours: Table[NeighbourRow]
    problems: tuple[Problem, ...]


class Scorer:
    """A baseline made ready to score articles one at a time.

    What an article gets depends on nothing but the article, the baseline and the settings.
    """

    def __init__(
        self,
        baseline: Baseline,
        lexicon: Lexicon,
        *,
        confidence: float = 0.95,
        against: str = "all",
        reference: str | None = None,
        keep_furniture: bool | None = None,
    ) -> None:
        """Make ready; arguments and errors as `Baseline.score`."""
        Settings(confidence=confidence)
        if against not in AGAINST:
            raise choice_error("--against", against, AGAINST)
        check_agreement(baseline, lexicon, reference=reference, keep_furniture=keep_furniture)
        self.baseline = baseline
        self.confidence = confidence
        self.against = against
        self._tallier = Tallier(lexicon)
        self._entry_frames = self._tallier.entry_frames
        self._weights = baseline.weights
        self._expected: dict[str, tuple[Expectation, ...]] = {}
        self._neighbours: Neighbours | None = None

    @property
    def can_place(self) -> bool:
        """Whether any article could have a position."""
        sides = [self.baseline.overall] if self.against == "all" else self.baseline.groups.values()
        return any(moments.articles >= FEWEST_FOR_POSITION for moments in sides)

    def score(self, article: Article) -> tuple[ScoreRow, ...]:
        """Score one article.

        Returns:
            A row a frame, in the order of the lexicon.
        """
        return self._rows(article, self._tallier.one(article))

    def score_all(self, articles: Sequence[Article]) -> list[tuple[ScoreRow, ...]]:
        """Score several articles, each for itself as `score`, which is quicker for many."""
        tallies = self._tallier.all(articles)
        return [self._rows(*one) for one in zip(articles, tallies, strict=True)]

    def neighbours(self, article: Article, most: int) -> tuple[NeighbourRow, ...]:
        """Find the articles of the baseline that one is most and least like, as `Neighbours`."""
        if self._neighbours is None:
            self._neighbours = Neighbours(self.baseline)
        return self._neighbours.find(article, self._tallier.one(article), most)

    def _rows(self, article: Article, counted: Tally) -> tuple[ScoreRow, ...]:
        group = article.group(self.baseline.by)
        against = "all" if self.against == "all" else group
        weighted = self._weighted(counted)
        return tuple(
            self._row(article.id, group, against, frame, counted, weighted[frame])
            for frame in range(counted.frames)
        )

    def _row(
        self, name: str, group: str, against: str, frame: int, counted: Tally, weighted: float
    ) -> ScoreRow:
        expected = self._expectations(against)[frame]
        words, hits, rate = counted.words, counted.hits[frame], expected.rate
        interval = expected.interval(words) if words else None
        place = expected.place(words, hits) if words else None
        ratio = expected.ratio(words, hits) if words else None
        return ScoreRow(
            article=name,
            group=group,
            frame=self.baseline.lexicon.frames[frame],
            words=words,
            hits=hits,
            rate_per_1000=1000 * hits / words if words else None,
            tfidf_per_1000=1000 * weighted / words if words else None,
            against=against,
            against_articles=expected.articles,
            against_per_1000=None if rate is None else 1000 * rate,
            rate_ratio=ratio[0] if ratio else None,
            ratio_low=ratio[1] if ratio else None,
            ratio_high=ratio[2] if ratio else None,
            expected_low=interval[0] if interval else None,
            expected_high=interval[1] if interval else None,
            position=place.position if place else None,
            p=place.p if place else None,
            beyond=not interval[0] <= hits <= interval[1] if interval else None,
            note=expected.note if words else "no words to measure",
        )

    def _weighted(self, counted: Tally) -> list[float]:
        sums = [0.0] * counted.frames
        for entry, hits in counted.entry_hits:  # in the order of the lexicon: the sum is stable
            sums[self._entry_frames[entry]] += hits * self._weights[entry]
        return sums

    def _expectations(self, against: str) -> tuple[Expectation, ...]:
        """Return what is expected for each frame."""
        known = self._expected.get(against)
        if known is not None:
            return known
        baseline, name = self.baseline, "the baseline"
        moments: Moments | None = baseline.overall
        if self.against == "group":
            name = f"{against!r} of the baseline"
            moments = baseline.groups.get(against)
        frames = len(baseline.lexicon.frames)
        made = tuple(
            Expectation(moments or moments_of((), frames), frame, name, self.confidence)
            for frame in range(frames)
        )
        if moments is not None:  # new groups in a stream are without number
            self._expected[against] = made
        return made


def lexicon_of(baseline: Baseline, lexicon: Lexicon | str | Path | None) -> Lexicon:
    """Return the lexicon to score with.

    Args:
        baseline: The baseline.
        lexicon: A lexicon, a name or a path; if None, the bundled one of the baseline's name.

    Raises:
        BaselineError: If none is given and none of that name is bundled.
        LexiconError: If the one that is named cannot be read.
    """
    if isinstance(lexicon, Lexicon):
        return lexicon
    if lexicon is None and baseline.lexicon.name not in bundled_lexicons():
        raise BaselineError(
            f"the baseline was fitted with the lexicon {baseline.lexicon.title!r}, which is none "
            "of the bundled ones; name its file with --lexicon FILE"
        )
    return load_lexicon(lexicon if lexicon is not None else baseline.lexicon.name)


def score(
    baseline: Baseline,
    sources: Sources,
    lexicon: Lexicon | str | Path | None = None,
    *,
    confidence: float = 0.95,
    against: str = "all",
    neighbours: int = 3,
    reference: str | None = None,
    keep_furniture: bool | None = None,
) -> BaselineScores:
    """Score articles; arguments and errors as `Baseline.score`."""
    if neighbours < 0:
        raise SettingError(f"--neighbours: {neighbours} is not a whole number from 0 up")
    named = lexicon_of(baseline, lexicon)
    scorer = Scorer(
        baseline,
        named,
        confidence=confidence,
        against=against,
        reference=reference,
        keep_furniture=keep_furniture,
    )
    settings = Settings(keep_furniture=baseline.keep_furniture, confidence=confidence)
    job = Job(sources, named, settings, "baseline score")
    articles = by_id(job.articles)
    manifest = _manifest(job, baseline, confidence, against, neighbours)
    rows = tuple(chain.from_iterable(scorer.score_all(articles)))
    near = tuple(
        row for article in articles if neighbours for row in scorer.neighbours(article, neighbours)
    )
    cautions = cautions_of_scores(baseline, named)
    return BaselineScores(
        scores=Table("scores", ScoreRow, rows, manifest, cautions),
        neighbours=Table("neighbours", NeighbourRow, near, manifest, cautions[:1]),
        problems=job.reading.problems,
    )


def cautions_of_scores(baseline: Baseline, lexicon: Lexicon) -> tuple[str, ...]:
    """Say what scores against a baseline allow to be concluded."""
    articles = len(baseline.articles)
    sentences = [
        caution_of_lexicon(lexicon),
        f"Expected of articles like the {articles:,} of the baseline; beyond is unusual among them "
        "and says nothing about bias. One in twenty lies beyond a 95 % interval by chance.",
    ]
    without = [
        key
        for key, sums in zip(baseline.lexicon.frames, baseline.overall.frames, strict=True)
        if not sums.hits
    ]
    if without:
        sentences.append(
            f"The baseline has no hit of {', '.join(without)}: nothing can be expected there."
        )
    return tuple(sentences)


def _manifest(
    job: Job, baseline: Baseline, confidence: float, against: str, neighbours: int
) -> Manifest:
    settings = {
        "by": baseline.by,
        "against": against,
        "confidence": confidence,
        "neighbours": neighbours,
        "reference": baseline.reference,
        "keep_furniture": baseline.keep_furniture,
        "words": baseline.words,
        "baseline": {
            "schema": SCHEMA,
            "articles": len(baseline.articles),
            "inputs_sha256": baseline.inputs_sha256,
        },
        **job.reading.options.given,
    }
    return replace(job.manifest, settings=settings, seed=None)
