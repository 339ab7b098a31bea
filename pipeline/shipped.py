"""Finds the trained models that ship with market-views: `resolve_model("views-2")` is the folder of that name.

In a checkout they stand in `models/`, in an installed package in `pipeline/models/`.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.workers import RunError

RULES = "rules"
SHIPPED = "views-2"
SHELVES = (Path(__file__).with_name("models"), Path(__file__).parent.parent / "models")


def resolve_model(model: str | None) -> str:
    """What a user's choice of a model means: "rules", or the path of the folder of a model.

    Without a choice the model that ships decides, or the rules where it was left out. Raises RunError for a name that
    is neither that of a shipped model nor a folder.
    """
    if model == RULES:
        return RULES
    if model is None:
        return _on_shelf(SHIPPED) or RULES
    if model and Path(model).is_dir():
        return model
    found = _on_shelf(model) if model else None
    if found is None:
        known = ", ".join([RULES, *shipped_models()])
        raise RunError(f"there is no model '{model}'", f"name the folder of one, or one of: {known}")
    return found


def shipped_models() -> list[str]:
    """The names of the models that ship."""
    return sorted(folder.name for shelf in SHELVES if shelf.is_dir() for folder in shelf.iterdir() if _is_model(folder))


def _on_shelf(name: str) -> str | None:
    return next((str(shelf / name) for shelf in SHELVES if _is_model(shelf / name)), None)


def _is_model(folder: Path) -> bool:
    return (folder / "meta.json").is_file()
