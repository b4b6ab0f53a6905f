"""Pages that oversee the records: each one a function from what is public to tables."""
