"""Where in its article a frame stands: in the headline, in the lead, how early, how far in front.

Placement is a device of framing of its own (Pan and Kosicki 1993), since news puts first what it
holds to be important (Pöttker 2003). Its parts are kept apart; no index adds them up.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from framing.counts import Counts, Integers
from framing.groups import Groups
from framing.measures.intervals import design_effect_of_rate, effective_design, ratio_interval
from framing.measures.places import Body, Places, bodies_of, starts_of, sums_by_block
from framing.measures.reordering import BlockHits, OrderTest, order_tests
from framing.measures.resampling import q_values

__all__ = ["FEWEST_BLOCKS_IN_ORDER", "SalienceRow", "salience"]

FEWEST_BLOCKS_IN_ORDER = 5
"""With fewer blocks there are so few orders that hardly any p could be small."""


@dataclass(frozen=True, slots=True)
class SalienceRow:
    """Where one article places one frame.

    Without a hit in the body its rates are 0 and what follows them is None, as is what would divide
    by zero. Places are those of the body: the headline and furniture are no part of it. p-values of
    articles of different length must not be compared, since longer ones have more blocks. Each p is
    that of one test; q allows for all of them.

    Attributes:
        group: The group the article belongs to.
        article: The article's id.
        frame: The frame's key.
        headline: Hits in the headline, from 0; None where the article has none. A headline is
            too short for a rate.
        lead_per_1000: Hits per 1,000 words of the lead, in [0, 1000]; from few words, so that
            one hit moves it far.
        body_per_1000: Hits per 1,000 words of the whole body, lead included, in [0, 1000]: the
            rate of the emphasis table.
        lead_lift: log2 of the lead's rate over that of the rest of the body; above 0 where the
            lead has more, 1 for twice as much. One hit is added and divided between the two by
            their words, half each where they are equally long, so that the sign is that of the
            difference. None where the lead is the whole body. Not to be ranked by without its
            interval.
        lift_low: Lower end of its confidence interval; None where that is minus infinity, for a
            lead without hits.
        lift_high: Upper end; None where that is infinity, for hits in the lead alone.
        first_mention: How early the first hit stands, given how many there are: the probability
            ``1 - (1 - u)^k`` that the first of k hits thrown at random stands within the share u
            of the body at which it does, in (0, 1]; small is early. The depth u itself must not
            be compared, since more hits alone make it smaller; this may be, between frames and
            lengths. Bursts of hits make it larger, which p allows for.
        first_mention_p: The probability of a first hit as early or earlier if the blocks stood in
            any other order, in (0, 1]; near 1 it is later than chance has it. With
            m blocks it is hardly below 1/m, the share of orders that begin with the same block.
        front_loading: ``1 - 2 m`` with the mean place m of the middles of all hits, in (-1, 1):
            above 0 they lean to the front, below to the end. Few hits reach further from 0.
        front_loading_p: The probability of leaning as far to either side if the blocks stood in
            any other order, in (0, 1]; as far from the mean over all orders, near 0.
        first_mention_q: The false discovery rate at which this first mention would just be called,
            among all tests of the call, those of both kinds for all articles and frames.
        front_loading_q: The same for the leaning.
    """

    group: str
    article: str
    frame: str
    headline: int | None
    lead_per_1000: float | None
    body_per_1000: float | None
    lead_lift: float | None
    lift_low: float | None
    lift_high: float | None
    first_mention: float | None
    first_mention_p: float | None
    front_loading: float | None
    front_loading_p: float | None
    first_mention_q: float | None = None
    front_loading_q: float | None = None


def salience(
    groups: Groups, *, permutations: int = 9_999, seed: int = 1, confidence: float = 0.95
) -> tuple[SalienceRow, ...]:
    """Measure where every article places every frame.

    The interval of ``lead_lift`` is that of the conditional binomial with effective counts. Their
    design effect is that of the blocks behind the lead: 1 where they are a single one, and never so
    large that hits on a side are worth less than one.

    The p-values come from putting the article's blocks in another order; they have about a hundred
    words, fewer in short articles. All orders are gone through where they are at most `MOST_EXACT`
    (up to 7 blocks); else orders are drawn, and p is ``(1 + b)/(1 + B)`` (Phipson and Smyth 2010).
    With fewer than `FEWEST_BLOCKS_IN_ORDER` blocks there is none.

    Args:
        groups: The groups; only the names of the articles' groups depend on them.
        permutations: How many orders are drawn where they are too many to go through.
        seed: What the random numbers start from; the rest of their key is what the blocks hold.
        confidence: The confidence of the interval, between 0 and 1.

    Returns:
        A row for each article and frame, articles by id and frames in the lexicon's order.
    """
    rows = list(_rows(groups, permutations, seed, confidence))
    q = q_values([p for row in rows for p in (row.first_mention_p, row.front_loading_p)])
    return tuple(
        replace(row, first_mention_q=first, front_loading_q=lean)
        for row, first, lean in zip(rows, q[::2], q[1::2], strict=True)
    )


def _rows(groups: Groups, draws: int, seed: int, confidence: float) -> Iterator[SalienceRow]:
    counts = groups.counts
    headlines = _headline_hits(counts)
    in_order = counts.level == "paragraphs"
    for index, body in enumerate(bodies_of(counts)):
        placed = [body.places(frame) for frame in range(len(counts.lexicon.frames))]
        tests = _order_tests(body, placed, draws, seed) if in_order else {}
        for number, frame in enumerate(counts.lexicon.frames):
            hits, test = placed[number], tests.get(number)
            lift, low, high = _lift(body, hits, confidence)
            yield SalienceRow(
                group=groups.names[groups.group_of_article[index]],
                article=counts.articles[index].id,
                frame=frame.key,
                headline=headlines.get((index, number)),
                lead_per_1000=_lead_per_1000(body, hits),
                body_per_1000=_per_1000(len(hits), body.length),
                lead_lift=lift,
                lift_low=low,
                lift_high=high,
                first_mention=_first_mention(body, hits) if in_order else None,
                first_mention_p=test.first_p if test else None,
                front_loading=_front_loading(body, hits) if in_order else None,
                front_loading_p=test.lean_p if test else None,
            )


def _headline_hits(counts: Counts) -> dict[tuple[int, int], int]:
    """Return the hits in the headline by article and frame, of the articles that have one."""
    with_headline = counts.paragraph_article[~counts.paragraph_is_body].tolist()
    found = dict.fromkeys(product(with_headline, range(len(counts.lexicon.frames))), 0)
    hits = counts.hits[~counts.paragraph_is_body[counts.hits[:, 0]]]
    articles = counts.paragraph_article[hits[:, 0]].tolist()
    for claim in zip(articles, counts.entry_frames[hits[:, 3]].tolist(), strict=True):
        found[claim] += 1
    return found


def _lead_per_1000(body: Body, placed: Places) -> float | None:
    hits = int((placed.paragraph < body.lead).sum())
    return _per_1000(hits, int(body.words[: body.lead].sum()))


def _per_1000(hits: int, words: int) -> float | None:
    return 1000 * hits / words if words else None


def _lift(
    body: Body, placed: Places, confidence: float
) -> tuple[float | None, float | None, float | None]:
    """Return how much more the lead has than the rest, and the ends of the interval."""
    hits = np.bincount(placed.paragraph, minlength=len(body.words))
    (k, rest_k), (n, rest_n) = _halves(hits, body.lead), _halves(body.words, body.lead)
    if k + rest_k == 0 or rest_n == 0:
        return None, None, None
    # The hit that is added goes to either side by its words: half a hit for a lead of 40 words
    # would be a rate of 12 per 1,000, and a frame that is absent from it would seem lifted.
    lead_rate = (k + n / body.length) / n
    rest_rate = (rest_k + rest_n / body.length) / rest_n
    design = _design_effect(body, hits, confidence)
    # However clustered, the hits of a side are worth at least one; with a fraction of one, the
    # ends would be no ratios that anyone could mean (2 to the power of -157).
    design = min([design, *(side for side in (k, rest_k) if side)])
    interval = ratio_interval((k, rest_k), (n, rest_n), design, confidence)
    lift = math.log2(lead_rate / rest_rate)
    return lift, _finite_log2(interval.low), _finite_log2(interval.high)


def _design_effect(body: Body, hits: Integers, confidence: float) -> float:
    """Return that of the blocks behind the lead: a lead that differs is no clustering."""
    blocks = body.rest_block_of
    block_hits = sums_by_block(blocks, hits[body.lead :])
    block_words = sums_by_block(blocks, body.words[body.lead :])
    design = design_effect_of_rate(block_hits, block_words)
    return effective_design(design, len(block_words), confidence)


def _halves(values: Integers, at: int) -> tuple[int, int]:
    """Return the sums before and from an index on."""
    return int(values[:at].sum()), int(values[at:].sum())


def _finite_log2(ratio: float) -> float | None:
    return math.log2(ratio) if 0 < ratio < math.inf else None


def _first_mention(body: Body, placed: Places) -> float | None:
    if len(placed) == 0:
        return None
    depth = (int(placed.position.min()) + 1) / body.length
    return float(1 - (1 - depth) ** len(placed))


def _front_loading(body: Body, placed: Places) -> float | None:
    """Return how far hits lean to the front; the middles of hits, so that both ends are alike."""
    hits = len(placed)
    if hits == 0:
        return None
    twice_the_middles = int((2 * placed.position + placed.length).sum())
    return 1 - twice_the_middles / (hits * body.length)


def _order_tests(
    body: Body, placed: Sequence[Places], draws: int, seed: int
) -> dict[int, OrderTest]:
    """Return the tests of the frames with hits, by the frame's number."""
    with_hits = [number for number, hits in enumerate(placed) if len(hits)]
    if not with_hits or body.block_of.max() + 1 < FEWEST_BLOCKS_IN_ORDER:
        return {}
    frames = [_block_hits(body, placed[number]) for number in with_hits]
    return dict(zip(with_hits, order_tests(frames, draws, seed), strict=True))


def _block_hits(body: Body, placed: Places) -> BlockHits:
    words = sums_by_block(body.block_of, body.words)
    block = body.block_of[placed.paragraph]
    hits = np.bincount(block, minlength=len(words))
    first = words.copy()
    np.minimum.at(first, block, placed.position - starts_of(words)[block])
    return BlockHits(words, hits, np.where(hits > 0, first, 0))
