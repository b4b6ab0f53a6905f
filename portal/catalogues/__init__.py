"""Catalogues of services: one as a tree, and what changed between two versions."""
