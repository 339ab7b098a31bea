"""Refuses addresses that are not of the public internet: "http://127.0.0.1/", and names that resolve to such.

A feed of a stranger must not make this machine ask its own network. What a name resolves to is looked at where the
connection is made, so that it cannot be another one then.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from scrapy import Request
    from twisted.internet.defer import Deferred

ADVICE = "--allow-private lets it pass"


class PrivateAddress(IgnoreRequest):
    """An address that is private, loopback, link-local or reserved."""


def is_private(address: str) -> bool:
    """Whether an IP address is not one of the public internet; False for what is none."""
    try:
        return not ip_address(address.strip("[]")).is_global
    except ValueError:
        return False


class PublicResolver(CachingThreadedResolver):
    """Resolves names but for those of private addresses; `refused` says which, since Twisted does not hand it on."""

    refused: ClassVar[dict[str, str]] = {}

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        """The address of a name; DNSLookupError where it is none of the public internet."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_private(address):
            self.refused[name] = f"{name} is at {address}, a private address; {ADVICE}"
            raise DNSLookupError(self.refused[name])
        return address


class PublicOnly:
    """A downloader middleware that refuses requests to private addresses that stand in the URL itself."""

    def process_request(self, request: Request) -> None:
        """Raise PrivateAddress for "http://[::1]/" and for schemes that are none of the web."""
        parts = urlparse_cached(request)
        if parts.scheme not in ("http", "https"):
            raise IgnoreRequest(f"'{parts.scheme}' is no scheme of the web")
        if is_private(parts.hostname or ""):
            raise PrivateAddress(f"{parts.hostname} is a private address; {ADVICE}")
