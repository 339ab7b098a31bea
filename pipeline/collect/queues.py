"""What is to be asked, a queue for each host: one request of a host is under way at a time, and none twice."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pipeline.collect.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Task:
    """An address to be asked for: a "feed" or "sitemap" to be read, or a "page" to be saved.

    `depth` counts the sitemaps through which a sitemap was found.
    """

    kind: str
    candidate: Candidate
    depth: int = 0


@dataclass(slots=True)
class Queues:
    """Tasks by host. `busy` are the hosts with a request under way."""

    waiting: dict[str, deque[Task]] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)

    def add(self, task: Task) -> None:
        """Put a task behind the others of its host; sources come before pages."""
        queue = self.waiting.setdefault(host_of(task.candidate.url), deque())
        if task.kind == "page":
            queue.append(task)
        else:
            queue.insert(sum(one.kind != "page" for one in queue), task)

    def ready(self, is_due: Callable[[Task], bool]) -> Iterator[Task]:
        """The next task that is due of each host that has no request under way; these hosts are busy from now on."""
        for host, queue in self.waiting.items():
            while queue and host not in self.busy:
                task = queue.popleft()
                if is_due(task):
                    self.busy.add(host)
                    yield task

    def free(self, url: str) -> None:
        """Tell that the request for this address is done."""
        self.busy.discard(host_of(url))

    def drop_pages(self) -> list[Task]:
        """Take all pages out of the queues; returns them."""
        dropped = [task for queue in self.waiting.values() for task in queue if task.kind == "page"]
        for host, queue in self.waiting.items():
            self.waiting[host] = deque(task for task in queue if task.kind != "page")
        return dropped

    def pages(self) -> int:
        """How many pages wait."""
        return sum(task.kind == "page" for queue in self.waiting.values() for task in queue)


def host_of(url: str) -> str:
    """The host of an address, as the queues call it."""
    return (urlsplit(url).hostname or "").lower()
