"""The record of a pair of groups, as tables show and write it."""

from dataclasses import dataclass

__all__ = ["UNITS_ARE_ARTICLES", "PairRow"]

UNITS_ARE_ARTICLES = "articles"
"""What `PairRow.units` says where whole articles are dealt anew."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """How far two groups diverge.

    Attributes:
        by: What groups the articles.
        a: The group whose name sorts first.
        b: The other.
        words_a: Words of the bodies of a.
        words_b: Words of the bodies of b.
        hits_a: Spans of a that any frame matches.
        hits_b: Spans of b that any frame matches.
        frame_jsd: J, the Jensen-Shannon divergence of the frame shares, in bits, in [0, 1].
        chance_jsd: J0, its mean by chance for groups of this size, in bits.
        excess_jsd: X = J - J0; about 0 when nothing differs, and below 0 by chance.
        excess_low: Lower end of the interval of X, from -1; None where no unit makes a difference
            to J, or one unit all.
        excess_high: Upper end, up to 1.
        adjusted_jsd: (J - J0)/(1 - J0): 0 is chance, 1 is disjoint.
        min_detectable_jsd: The 95th percentile of J by chance: about the smallest J with p = .05,
            before p is adjusted for the number of pairs; no limit of detection.
        p: Probability of such a J by chance.
        q: p adjusted for the number of pairs.
        total_variation: Share of the attention that would have to move between frames, in [0, 1].
        vocabulary_morisita: Morisita dissimilarity of the content words, about 0 for one source
            and 1 for no word in common.
        vocabulary_excess_jsd: Divergence of the content words beyond chance at a common length, in
            bits; only where it was asked for.
        tfidf_cosine_distance: Cosine distance of the TF-IDF vectors of content words, in [0, 1].
        note: Why something is missing, or what to keep in mind.
        chance_total_variation: Mean of the total variation by chance.
        design_effect: How many times the spread between units exceeds that of independent hits.
        units: What was dealt anew: blocks with their size, or articles.
        permutations: How many ways to deal were gone through; 0 for the closed form.
        shared_a: The share of the words of a in passages that b has too, in [0, 1]; None where
            shared passages were not looked for.
        shared_b: The same for b.
        unshared_jsd: J of the text without those passages; where either share is above .1.
        unshared_excess_jsd: X of it.
        unshared_p: Its probability by chance, not adjusted for the number of pairs.
    """

    by: str
    a: str
    b: str
    words_a: int
    words_b: int
    hits_a: int
    hits_b: int
    frame_jsd: float | None
    chance_jsd: float | None
    excess_jsd: float | None
    excess_low: float | None
    excess_high: float | None
    adjusted_jsd: float | None
    min_detectable_jsd: float | None
    p: float | None
    q: float | None
    total_variation: float | None
    vocabulary_morisita: float | None
    vocabulary_excess_jsd: float | None
    tfidf_cosine_distance: float | None
    note: str
    chance_total_variation: float | None
    design_effect: float | None
    units: str
    permutations: int | None
    shared_a: float | None = None
    shared_b: float | None = None
    unshared_jsd: float | None = None
    unshared_excess_jsd: float | None = None
    unshared_p: float | None = None
