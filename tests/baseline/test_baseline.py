"""Fit, file, refusal, score: what a baseline promises."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import framing
from framing import Article, Baseline, BaselineError, InputError, Lexicon, Pattern, SettingError
from framing.baseline import ScoreRow
from framing.baseline.file import baseline_text, parse_baseline
from framing.baseline.fit import share_design_effect
from framing.lexicon import Frame, Matcher
from framing.tally import tally
from tests.baseline.conftest import make_article, twelve_articles


def _row(rows: Sequence[ScoreRow], frame: str = "rain") -> ScoreRow:
    return next(row for row in rows if row.frame == frame)


def test_order_of_the_sources_makes_no_difference(lexicon: Lexicon) -> None:
    """The file is the same to the byte."""
    articles = list(twelve_articles())

    first = framing.fit_baseline(articles, lexicon).to_json()
    second = framing.fit_baseline(articles[::-1], lexicon).to_json()

    assert first == second


def test_a_baseline_survives_its_file(twelve: Baseline, tmp_path: Path) -> None:
    """What is read is what was written, and scores the same."""
    path = tmp_path / "sub" / "baseline.json"

    twelve.save(path)

    assert twelve == framing.load_baseline(path)
    assert twelve.to_json() == framing.load_baseline(path).to_json()
    assert ["baseline.json"] == [file.name for file in path.parent.iterdir()]


def test_the_file_is_readable(three: Baseline) -> None:
    """A line an article, the sums beside them."""
    root = json.loads(three.to_json())

    assert "framing baseline" == root["kind"]
    assert 1 == root["schema"]
    rain = root["overall"]["frames"]["rain"]
    assert (8, 40, 1400, 20.0) == tuple(
        rain[key] for key in ("hits", "squares", "products", "rate_per_1000")
    )
    assert root["groups"]["North"] == root["overall"]
    assert '    {"id": "b", "group": "North", "words": 200, "hits": [6, 0]' in three.to_json()


def test_weights_and_rates_are_those_of_emphasis(lexicon: Lexicon) -> None:
    """The frozen weights are the weights that the same articles give themselves."""
    articles = twelve_articles()
    baseline = framing.fit_baseline(articles, lexicon)
    wanted = framing.emphasis(articles, lexicon, by="article")

    scores = baseline.score(articles, lexicon).scores

    assert [(r.group, r.frame, r.rate_per_1000, r.tfidf_per_1000) for r in wanted] == [
        (r.article, r.frame, r.rate_per_1000, r.tfidf_per_1000) for r in scores
    ]


def test_weighted_emphasis_of_the_whole_baseline_is_its_rate(twelve: Baseline) -> None:
    """Weights average 1 over the hits of the baseline."""
    total = sum(e.hits * w for e, w in zip(twelve.entries, twelve.weights, strict=True))

    assert pytest.approx(sum(e.hits for e in twelve.entries), rel=1e-12) == total


def test_an_article_scores_the_same_whatever_comes_with_it(
    twelve: Baseline, lexicon: Lexicon
) -> None:
    """Alone, in a batch, in another order: the same to the bit."""
    new = [make_article(f"n{i}", rain=3 * i, words=150 + 7 * i, sun=i) for i in range(8)]

    batch = twelve.score(new, lexicon)
    other = twelve.score([*new[::-1], make_article("more", 50, 60)], lexicon)
    alone = [row for article in new for row in twelve.score([article], lexicon).scores]
    scorer = twelve.scorer(lexicon)
    one_by_one = [row for article in new[::-1] for row in scorer.score(article)]

    assert repr(list(batch.scores)) == repr(alone)
    assert repr(alone) == repr([row for row in other.scores if row.article != "more"])
    assert sorted(map(repr, alone)) == sorted(map(repr, one_by_one))
    assert set(map(repr, batch.neighbours)) < set(map(repr, other.neighbours))


def test_a_score_says_where_an_article_stands(twelve: Baseline, lexicon: Lexicon) -> None:
    """Far more hits than expected is beyond, above, and improbable."""
    many, usual = make_article("many", 90, 200), make_article("usual", 4, 200, sun=2)

    rows = twelve.score([many, usual], lexicon).scores.rows
    far, near = _row(rows), _row(rows[2:])

    assert far.beyond is True
    assert (far.position or 0) > 3
    assert (far.p or 1) < 0.01
    assert (far.rate_ratio or 0) > 10
    assert near.beyond is False
    assert (near.expected_low or 0) <= 4 <= (near.expected_high or 0)
    assert ("all", 12) == (near.against, near.against_articles)


def test_against_the_own_group(twelve: Baseline, lexicon: Lexicon) -> None:
    """The own outlet's articles, where the baseline has them."""
    new = [
        make_article("known", 3, 200, outlet="N"),
        make_article("unknown", 3, 200, outlet="Elsewhere"),
    ]

    known, unknown = (
        _row(
            [row for row in twelve.score(new, lexicon, against="group").scores if row.article == a]
        )
        for a in ("known", "unknown")
    )

    assert ("N", 6) == (known.against, known.against_articles)
    assert known.note.startswith("no position: 6 articles in 'N' of the baseline")
    assert unknown.note == "no interval: no article in 'Elsewhere' of the baseline"
    assert unknown.expected_low is unknown.position is unknown.beyond is unknown.rate_ratio is None


def test_an_article_without_words_has_a_sentence(twelve: Baseline, lexicon: Lexicon) -> None:
    """Nothing is divided by nothing."""
    row = twelve.score([Article(id="n", outlet="N", text="...")], lexicon).scores.rows[0]

    assert row.note == "no words to measure"
    assert row.rate_per_1000 is row.position is row.expected_low is row.tfidf_per_1000 is None


def test_frames_without_a_hit_are_named(three: Baseline, lexicon: Lexicon) -> None:
    """The baseline knows nothing of sun."""
    scores = three.score([make_article("n", 1, 100, sun=3)], lexicon).scores

    assert _row(scores.rows, "sun").note == (
        "no interval: no hit in the 3 articles of the baseline"
    )
    assert scores.cautions[-1] == "The baseline has no hit of sun: nothing can be expected there."


def test_a_baseline_without_any_hit_weighs_alike(lexicon: Lexicon) -> None:
    """No hits, no document frequencies."""
    baseline = framing.fit_baseline([make_article("a", 0, 50)], lexicon, reference="none")

    row = parse_baseline(baseline.to_json(), "b").score([make_article("n", 5, 50)], lexicon).scores

    assert 100 == row.rows[0].tfidf_per_1000


def test_nearest_and_farthest(lexicon: Lexicon) -> None:
    """The article of the same mix is nearest, that of the other frame farthest."""
    old = [
        make_article("rainy", 40, 300),
        make_article("mixed", 20, 300, sun=20),
        make_article("sunny", 0, 300, sun=40),
        make_article("short", 2, 20),
    ]
    baseline = framing.fit_baseline(old, lexicon, reference="none")

    rows = baseline.score([make_article("n", 30, 300, sun=1)], lexicon, neighbours=1).neighbours

    assert [("nearest", 1, "rainy"), ("farthest", 1, "sunny")] == [
        (row.relation, row.rank, row.other) for row in rows
    ]
    nearest, farthest = rows.rows
    # Two frames on either side: (1/31 + 1/40)/(8 ln 2).
    assert pytest.approx((1 / 31 + 1 / 40) / 5.545177444479562) == nearest.chance_jsd
    assert (farthest.frame_jsd or 0) > 0.8
    assert pytest.approx((nearest.frame_jsd or 0) - (nearest.chance_jsd or 0)) == nearest.excess_jsd


def test_short_articles_are_neither_near_nor_far(twelve: Baseline, lexicon: Lexicon) -> None:
    """With few hits a divergence is anything."""
    (row,) = twelve.score([make_article("n", 3, 100)], lexicon).neighbours

    assert row.note == "insufficient evidence: 3 hits; 10 are needed"
    assert row.other is None
    assert row.frame_jsd is None


def test_no_article_is_near_and_far(lexicon: Lexicon) -> None:
    """Where there are few, each stands once."""
    old = [make_article(name, 20, 300, sun=i) for i, name in enumerate("abc")]
    baseline = framing.fit_baseline(old, lexicon, reference="none")

    rows = baseline.score([make_article("n", 20, 300)], lexicon, neighbours=2).neighbours

    assert ["nearest", "nearest", "farthest"] == [row.relation for row in rows]
    assert {"a", "b", "c"} == {row.other for row in rows}


def test_design_effect_of_shares_grows_with_bursts(lexicon: Lexicon) -> None:
    """Blocks of one frame each spread more than blocks of both."""
    filler = " ".join(["word"] * 98) + "."
    bursts = "\n".join([f"{w} {w} {filler}" for w in ["rain"] * 4 + ["sun"] * 4])
    even = "\n".join([f"rain sun {filler}"] * 8)
    matcher = Matcher(lexicon)
    frames = [entry.frame for entry in matcher.entries]

    def effect(text: str) -> float:
        return share_design_effect([tally(Article(id="a", outlet="", text=text), matcher, frames)])

    # Eight blocks of two hits, residuals of one hit: 8/7 x 8/8 for each of two frames.
    assert pytest.approx(16 / 7) == effect(bursts)
    assert 1 == effect(even)
    assert 1 == effect("rain")


def test_refuses_another_lexicon(twelve: Baseline, lexicon: Lexicon) -> None:
    """The message has both sides and the remedy."""
    other = replace(lexicon, frames=(Frame("rain", "Rain", (Pattern("rain"),)), lexicon.frames[1]))

    with pytest.raises(BaselineError) as refused:
        twelve.score([make_article("n", 1, 10)], other)

    message = str(refused.value)
    assert f"the baseline has 'weather 1' (sha256 {lexicon.sha256[:12]})" in message
    assert f"given was 'weather 1' (sha256 {other.sha256[:12]})" in message
    assert "give the lexicon as it was with --lexicon" in message


def test_a_lexicon_with_other_notes_is_the_same(twelve: Baseline, lexicon: Lexicon) -> None:
    """Only what decides counts must be the same."""
    renamed = replace(lexicon, description="another", version="2")

    assert twelve.score([make_article("n", 1, 10)], renamed).scores.rows


def test_refuses_another_definition_of_a_word(twelve: Baseline, lexicon: Lexicon) -> None:
    """Counts of other words cannot be compared."""
    with pytest.raises(
        BaselineError, match=r"the baseline has version 0, this program has version \d+; fit"
    ):
        replace(twelve, words="0").score([make_article("n", 1, 10)], lexicon)


def test_refuses_other_settings_and_names_all(twelve: Baseline, lexicon: Lexicon) -> None:
    """Every setting that differs is named at once."""
    with pytest.raises(BaselineError) as refused:
        twelve.score([make_article("n", 1, 10)], lexicon, reference="en-news", keep_furniture=True)

    assert "reference: the baseline has 'none', given was 'en-news'" in str(refused.value)
    assert "page furniture: the baseline has it set aside, asked for was counted" in str(
        refused.value
    )


def test_refuses_another_schema(twelve: Baseline) -> None:
    """A file of the future is not guessed at."""
    text = twelve.to_json().replace('"schema": 1', '"schema": 2')

    with pytest.raises(BaselineError, match=r"b\.json: the baseline has schema 2, this program"):
        parse_baseline(text, "b.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("[1]", "kind is not"),
        ('{"kind": "framing baseline", "schema": 1}', "was changed after it was fitted; fit it"),
        ('{"kind": "framing baseline", "schema": NaN}', "not JSON .NaN is no number"),
    ],
)
def test_refuses_what_is_no_baseline(text: str, message: str) -> None:
    """Any other file is named as such."""
    with pytest.raises(BaselineError, match=message):
        parse_baseline(text, "b.json")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"words": 100, "hits": [1, 2]', '"words": 101, "hits": [1, 2]', "its sums are not"),
        ('"hits": [1, 2]', '"hits": [1]', "is damaged"),
        ('"hits": [1, 2]', '"hits": [1, -2]', "is damaged"),
        ('"count": 12', '"count": 13', "is damaged"),
        ('"keep_furniture": false', '"keep_furniture": 0', "is damaged"),
    ],
)
def test_a_baseline_that_was_edited_is_noticed(
    twelve: Baseline, old: str, new: str, message: str
) -> None:
    """The sums in the file must be those of its articles, whoever wrote the hash."""
    text = baseline_text(twelve)
    assert old in text

    with pytest.raises(BaselineError, match=message):
        parse_baseline(_hashed_anew(text.replace(old, new, 1)), "b.json")


@pytest.mark.parametrize("value", ["0", "-1.0", "0.5", "1e999", '"1"', "null"])
@pytest.mark.parametrize("key", ["mean_idf", "share_design_effect", "parts_of_a_hit"])
def test_a_number_changed_by_hand_is_noticed(twelve: Baseline, key: str, value: str) -> None:
    """It would otherwise score wrong without a word."""
    text, changes = re.subn(f'"{key}": [^,]*,', f'"{key}": {value},', baseline_text(twelve))
    assert changes == 1

    with pytest.raises(BaselineError, match=r"b\.json: was changed after it was fitted; fit it"):
        parse_baseline(text, "b.json")


@pytest.mark.parametrize("rows", ["entries", "articles"])
def test_rows_taken_away_or_reordered_are_noticed(twelve: Baseline, rows: str) -> None:
    """Weights belong to entries by their place."""
    root = json.loads(baseline_text(twelve))
    for changed in (root[rows][1:], root[rows][::-1]):
        with pytest.raises(BaselineError, match="was changed after it was fitted"):
            parse_baseline(json.dumps({**root, rows: changed}), "b.json")


def test_how_the_file_is_laid_out_is_no_change(twelve: Baseline) -> None:
    """A program that indents JSON does no harm."""
    root = json.loads(baseline_text(twelve))

    assert twelve == parse_baseline(json.dumps(root, indent=4, ensure_ascii=True), "b.json")


def _hashed_anew(text: str) -> str:
    root = json.loads(text)
    del root["sha256"]
    content = json.dumps(root, sort_keys=True).encode()
    return json.dumps({**root, "sha256": hashlib.sha256(content).hexdigest()})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With what to do about it."""
    with pytest.raises(BaselineError, match="None is no path"):
        framing.load_baseline(None)  # type: ignore[arg-type]
    with pytest.raises(BaselineError, match="make it with framing baseline fit"):
        framing.load_baseline(tmp_path / "none.json")


def test_a_lexicon_that_is_not_bundled_must_be_given(twelve: Baseline) -> None:
    """The baseline has its hash, not its patterns."""
    with pytest.raises(BaselineError, match="name its file with --lexicon FILE"):
        twelve.score([make_article("n", 1, 10)])


def test_settings_that_are_not_allowed(twelve: Baseline, lexicon: Lexicon) -> None:
    """As everywhere, the value and what was allowed are named."""
    new = [make_article("n", 1, 10)]
    with pytest.raises(SettingError, match="--against: 'both' is not one of all, group"):
        twelve.score(new, lexicon, against="both")
    with pytest.raises(SettingError, match="--neighbours: -1"):
        twelve.score(new, lexicon, neighbours=-1)
    with pytest.raises(SettingError, match="--confidence: 1 "):
        twelve.score(new, lexicon, confidence=1)
    with pytest.raises(InputError, match="two articles have the id 'n'"):
        twelve.score([*new, *new], lexicon)
