"""Jinja as our templates use it: its environment, its code kept on disk, and what templates may call."""
