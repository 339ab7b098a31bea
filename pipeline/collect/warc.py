"""Archives what was asked and answered as a web archive: `.collect/warc/2026-01-05T100000Z.warc.gz`, one a run.

It lies in a hidden folder, so that `extract` does not read its pages a second time.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import signals

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

FOLDER = ".collect/warc"
UNTRUE = {"transfer-encoding", "connection", "content-length"}  # of the body as it is archived


class Archive:
    """A downloader middleware next to the wire: it sees robots.txt, redirects and errors, too."""

    def __init__(self, crawler: Crawler) -> None:
        from warcio.warcwriter import WARCWriter

        path = Path(crawler.settings["MARKET_VIEWS_OUT"]) / FOLDER
        path.mkdir(parents=True, exist_ok=True)
        name = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ.warc.gz")
        self.file = (path / name).open("xb")
        self.writer: Any = WARCWriter(self.file, gzip=True)
        crawler.signals.connect(self.close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archive:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Write a request and its response as they went over the wire, but for how the body was cut in chunks."""
        asked = self._record(request.url, "request", f"{request.method} {_path(request.url)} HTTP/1.1", request.headers)
        status = f"HTTP/1.1 {response.status} {_phrase(response.status)}"
        answered = self._record(response.url, "response", status, response.headers, response.body)
        self.writer.write_request_response_pair(asked, answered)
        self.file.flush()
        return response

    def _record(self, url: str, kind: str, line: str, headers: Any, body: bytes = b"") -> Any:
        from warcio.statusandheaders import StatusAndHeaders

        pairs = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in headers.items()
            for value in values
            if name.decode("latin-1").lower() not in UNTRUE
        ]
        if kind == "response":
            pairs.append(("Content-Length", str(len(body))))
        http = StatusAndHeaders(line, pairs, is_http_request=True) if kind == "request" else _status(line, pairs)
        return self.writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http)

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def _status(line: str, pairs: list[tuple[str, str]]) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    protocol, _, rest = line.partition(" ")
    return StatusAndHeaders(rest, pairs, protocol=protocol)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3] if url.count("/") > 2 else "/"
