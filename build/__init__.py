"""The recipe: `python -m build` checks the content, freezes the site and verifies it."""
