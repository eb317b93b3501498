"""Make corpus/published.parquet: shareable counts of the published articles, without their texts.

``python docs/make_published.py`` needs the articles in ``../shared/articles``, which belong to
others and are not part of the project. From the counts the figures of the README can be made again
without them: ``framing compare corpus/published.parquet``.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import framing

CHECKOUT = Path(__file__).parent.parent
ARTICLES = CHECKOUT.parent / "shared" / "articles"
PUBLISHED = CHECKOUT / "corpus" / "published.parquet"


def published() -> bytes:
    """Count the articles and return the file of their shareable counts."""
    with TemporaryDirectory() as folder:
        framing.store_counts(ARTICLES, folder, shareable=True)
        (path,) = Path(folder).iterdir()
        return path.read_bytes()


if __name__ == "__main__":
    PUBLISHED.write_bytes(published())
