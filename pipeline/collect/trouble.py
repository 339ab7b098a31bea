"""Says in a few words why an address could not be fetched: "it took longer than 60 seconds"."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from pipeline.collect.addresses import PublicResolver

WORDS: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "it took too long"),
    (DownloadCancelledError, "it is too large"),
    (CannotResolveHostError, "its host is not known"),
    (DownloadConnectionRefusedError, "its host refused the connection"),
    (DownloadFailedError, "the connection broke"),
)


def words_of(error: BaseException, host: str = "") -> str:
    """The reason for which a request to a host failed, in words."""
    if isinstance(error, CannotResolveHostError) and host in PublicResolver.refused:
        return PublicResolver.refused[host]
    if isinstance(error, IgnoreRequest):
        said = str(error)
        if "max redirections" in said:
            return "it redirects too often"
        return "it is too large when unpacked" if "during decompression" in said else said
    known = next((words for kind, words in WORDS if isinstance(error, kind)), "")
    return known or " ".join(f"{type(error).__name__}: {error}".split())[:200]
