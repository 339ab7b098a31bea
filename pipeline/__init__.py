"""Market views out of market commentary: who thinks what of which stock index, with the sentence that says so."""

__version__ = "0.1.0"
