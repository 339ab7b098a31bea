"""Documents of every kind, and damages to them: cut off, bits turned over, pieces of others put in; from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from .forms import lines, mail, mailbox, packed, warc, zipped

DAMAGES = ("cut", "flip", "splice", "repeat", "zeros")


def documents(page: bytes, text: bytes, pdf: bytes) -> dict[str, bytes]:
    """One article as a file of each kind that is read."""
    words = text.decode()
    day = "Thu, 16 Oct 2025 09:00:00 -0400"
    message = mail("Elm Bank lifts its Oak target", day, words, page=page.decode())
    record = {"title": "Elm Bank lifts its Oak target", "date": "2025-10-16", "text": words}
    return {
        "a.html": page,
        "a.txt": text,
        "a.md": b"# " + text,
        "a.pdf": pdf,
        "a.eml": message,
        "a.mbox": mailbox(message, message),
        "a.jsonl": lines(record, record),
        "a.warc": warc({"https://oak.example/1": page}),
        "a.warc.gz": warc({"https://oak.example/1": page, "https://oak.example/2": page}),
        "a.html.gz": packed(page),
        "a.zip": zipped({"b.html": page, "c.eml": message}),
        "utf16.txt": words.encode("utf-16"),
    }


def damaged(files: dict[str, bytes], *, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` damaged files, each with the name of its kind; the same for the same seed."""
    chance = random.Random(seed)
    names = sorted(files)
    for number in range(count):
        name = names[number % len(names)]
        content = files[name]
        for _ in range(chance.randint(1, 3)):
            content = _damage(content, files[chance.choice(names)], chance)
        yield name, content


def _damage(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """The content after one damage."""
    kind = chance.choice(DAMAGES)
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.randrange(1, 400))
    if kind == "cut":
        return content[:start] if chance.random() < 0.7 else content[start:]
    if kind == "flip":
        spoiled = bytearray(content)
        for _ in range(chance.randint(1, 60)):
            if spoiled:
                spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
        return bytes(spoiled)
    if kind == "splice":
        begin = chance.randrange(len(other) + 1)
        return content[:start] + other[begin : begin + chance.randrange(1, 2000)] + content[start:]
    if kind == "repeat":
        return content[:start] + content[start:end] * chance.randint(2, 200) + content[end:]
    return content[:start] + bytes(end - start) + content[end:]
