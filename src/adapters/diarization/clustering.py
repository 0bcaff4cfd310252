"""pyannote's clustering, made to keep to the number of speakers asked for and to give everybody a voice."""

from typing import Any

import numpy as np
import numpy.typing as npt

from exact_transcription.adapters.models import pyannote_audio as vendor


class CountedAgglomerativeClustering(vendor.clustering.AgglomerativeClustering):  # type: ignore[misc]
    """Allows smaller clusters where the number of speakers asked for cannot be had otherwise.

    The stock class prints to standard output that this might help and returns another number.
    """

    min_cluster_size: int

    def cluster(
        self,
        embeddings: npt.NDArray[np.float32],
        min_clusters: int | None = None,
        max_clusters: int | None = None,
        num_clusters: int | None = None,
    ) -> npt.NDArray[np.int_]:
        """Clusters of embeddings; see the stock class."""
        preferred = self.min_cluster_size
        try:
            while True:
                clusters: npt.NDArray[np.int_] = super().cluster(
                    embeddings.copy(), min_clusters, max_clusters, num_clusters
                )
                found = len(np.unique(clusters))
                if self.min_cluster_size == 1 or (min_clusters or 1) <= found <= (max_clusters or found):
                    return clusters
                self.min_cluster_size //= 2
        finally:
            self.min_cluster_size = preferred

    def __call__(self, embeddings: npt.NDArray[np.float32], segmentations: Any = None, **limits: Any) -> Any:
        """Clusters of local speakers, and a centroid for each; see the stock class."""
        return _with_centroids(
            super().__call__(embeddings, segmentations, **limits), embeddings, segmentations
        )


class CountedVBxClustering(vendor.clustering.VBxClustering):  # type: ignore[misc]
    """Asks for no more speakers than there are voices to tell apart, where the stock class fails."""

    def __call__(self, embeddings: npt.NDArray[np.float32], segmentations: Any = None, **limits: Any) -> Any:
        """Clusters of local speakers, and a centroid for each; see the stock class."""
        voices = max(1, len(self.filter_embeddings(embeddings, segmentations)[0]))
        limits |= {
            name: min(limits[name], voices)
            for name in ("num_clusters", "min_clusters", "max_clusters")
            if limits.get(name) is not None
        }
        return _with_centroids(
            super().__call__(embeddings, segmentations, **limits), embeddings, segmentations
        )


def counted(stock: Any) -> Any:
    """The variant of a clustering that keeps to the number of speakers; other kinds stay as they are."""
    if type(stock) is vendor.clustering.AgglomerativeClustering:
        return CountedAgglomerativeClustering(stock.metric, stock.constrained_assignment)
    if type(stock) is vendor.clustering.VBxClustering:
        return CountedVBxClustering(stock.plda, stock.metric, stock.constrained_assignment)
    return stock


def _with_centroids(result: Any, embeddings: npt.NDArray[np.float32], segmentations: Any) -> Any:
    """Give a voice to clusters of speakers who never talk long enough alone, as in very short recordings."""
    hard, soft, centroids = result
    speaking = segmentations.data.sum(axis=1) > 0
    for index in np.flatnonzero(~np.isfinite(centroids).all(axis=1)):
        centroids[index] = embeddings[speaking & (hard == index)].mean(axis=0)
    return hard, soft, centroids


def _say_nothing(*_: object) -> None:
    """What the stock class prints would end up in a transcript that goes to standard output."""


vendor.clustering.print = _say_nothing
