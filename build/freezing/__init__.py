"""Pages → files: which there are, and how they are made by several processes."""
