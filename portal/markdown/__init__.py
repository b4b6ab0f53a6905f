"""Markdown → safe HTML: how hard a body is, what Python-Markdown makes of it, and what nh3 lets pass."""
