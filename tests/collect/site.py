"""A web site on loopback addresses that behaves as told, and writes down what it is asked.

Each address of 127.0.0.0/8 is a host of its own: `Site({"127.0.0.2": {"/a.html": Answer(b"<p>Oak</p>")}})`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a path answers. `slow` seconds pass before its body, or between the bytes of an `endless` one."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: float = 0.0
    endless: bool = False


@dataclass(frozen=True)
class Asked:
    """A request: when it began and ended, of which host, for which path, with which headers, and the status it got."""

    begun: float
    ended: float
    host: str
    path: str
    headers: Mapping[str, str]
    status: int


Route = Answer | Callable[[Mapping[str, str], int], Answer]  # the second gets the headers and how often it was asked
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """The hosts and their paths; `log` is what was asked, in the order of the ends."""

    def __init__(self, hosts: Mapping[str, Mapping[str, Route]]) -> None:
        self.hosts, self.log, self.lock = hosts, list[Asked](), Lock()
        self.counts: dict[tuple[str, str], int] = {}
        self.servers: list[ThreadingHTTPServer] = []
        self.port = 0

    def __enter__(self) -> Site:
        for host in self.hosts:
            server = ThreadingHTTPServer((host, self.port), self._handler(host))
            server.daemon_threads = True
            self.port = self.port or server.server_address[1]
            self.servers.append(server)
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, host: str = "127.0.0.1", *, robots: bool = False) -> list[str]:
        """The paths that a host was asked for, in order, robots.txt only where wanted."""
        entries = sorted((one for one in self.log if one.host == host), key=lambda one: one.begun)
        return [one.path for one in entries if robots or one.path != "/robots.txt"]

    def requests(self, path: str, host: str = "127.0.0.1") -> list[Asked]:
        return sorted((one for one in self.log if (one.host, one.path) == (host, path)), key=lambda one: one.begun)

    def overlaps(self) -> Iterator[tuple[Asked, Asked]]:
        """Requests to one host of which the second began before the first had ended."""
        for host in self.hosts:
            entries = sorted((one for one in self.log if one.host == host), key=lambda one: one.begun)
            yield from ((a, b) for a, b in zip(entries, entries[1:], strict=False) if b.begun < a.ended)

    def _answer(self, host: str, path: str, headers: Mapping[str, str]) -> Answer:
        with self.lock:
            self.counts[host, path] = self.counts.get((host, path), 0) + 1
            count = self.counts[host, path]
        route = self.hosts[host].get(path, Answer(b"not here", 404, HTML))
        return route if isinstance(route, Answer) else route(headers, count)

    def _handler(self, host: str) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                begun = time.monotonic()
                headers = dict(self.headers.items())
                answer = site._answer(host, self.path, headers)
                try:
                    self._send(answer)
                except OSError:  # who asks may go away
                    self.close_connection = True
                finally:
                    with site.lock:
                        site.log.append(Asked(begun, time.monotonic(), host, self.path, headers, answer.status))

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if not answer.endless:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                time.sleep(0 if answer.endless else answer.slow)
                self.wfile.write(answer.body)
                while answer.endless:
                    self.wfile.write(b"<p>and on</p>")
                    self.wfile.flush()
                    time.sleep(answer.slow)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
