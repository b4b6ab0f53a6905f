"""Lists of records: a record as a row, lists narrowed by one facet, and their pages."""
