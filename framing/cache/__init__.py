"""Counts kept between runs: an article that was counted once is not searched again.

Nothing of a result depends on it. Words of articles are in it, so `without_cache` does without.
"""

from framing.cache.use import without_cache

__all__ = ["without_cache"]
