"""One class for each kind of record: labels, types, constraints, storage and JSON in one place."""
