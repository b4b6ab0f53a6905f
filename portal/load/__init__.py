"""content/ → rows: read every file as text, type it by the model, check the links, all at once."""

from portal.load.load import Loaded, load, readable

__all__ = ["Loaded", "load", "readable"]
