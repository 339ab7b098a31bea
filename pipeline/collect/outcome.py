"""What a run of the collector did, host by host, and why pages were skipped: the summary that it prints."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.collect.saving import save

SKIPPED_NAME = "skipped.jsonl"


@dataclass(frozen=True, slots=True)
class Skip:
    """An address that was not saved, and why: "robots.txt disallows it"."""

    url: str
    reason: str
    source: str = ""

    @property
    def host(self) -> str:
        """The host of the address, as the summary counts it."""
        return urlsplit(self.url).hostname or self.url


@dataclass(slots=True)
class Outcome:
    """Counts by host, what was skipped, and what of the sources could not be read.

    `known` counts pages that an earlier run had answered for, `unchanged` sources that said so (304).
    """

    saved: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    skipped: list[Skip] = field(default_factory=list)
    failed_sources: list[Skip] = field(default_factory=list)
    stopped_hosts: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    sources: int = 0
    interrupted: bool = False

    @property
    def exit_status(self) -> int:
        """0 all that was to be had, 1 nothing could be fetched, 3 a source or a host failed, 130 interrupted."""
        if self.interrupted:
            return 130
        failed = bool(self.failed_sources or self.stopped_hosts)
        nothing = not self.saved and not self.known and not self.unchanged
        return 1 if failed and nothing else 3 if failed else 0

    def lines(self) -> list[str]:
        """The summary: what each host gave, and the reasons for what it did not."""
        hosts = sorted({*self.saved, *self.known, *(skip.host for skip in self.skipped), *self.stopped_hosts})
        lines = [f"{sum(self.saved.values())} pages saved from {len(self.saved)} hosts"]
        for host in hosts:
            reasons = Counter(skip.reason for skip in self.skipped if skip.host == host)
            lines.append(f"  {host}: {self.saved[host]} saved, {self.known[host]} known, {reasons.total()} skipped")
            lines += [f"{count:8d}  {reason}" for reason, count in sorted(reasons.items())]
            if host in self.stopped_hosts:
                lines.append(f"          stopped: {self.stopped_hosts[host]}")
        if self.unchanged:
            lines.append(f"  {self.unchanged} of {self.sources} feeds and sitemaps had nothing new")
        lines += [f"  could not read {skip.url}: {skip.reason}" for skip in self.failed_sources]
        return lines

    def write_skipped(self, out: Path) -> None:
        """Write `skipped.jsonl`: every address that this run did not save, with its reason."""
        rows = [*self.failed_sources, *self.skipped]
        save(out, SKIPPED_NAME, "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows).encode())
