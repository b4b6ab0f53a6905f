"""Open data: the same records as files, for programs and spreadsheets. `views` has the addresses."""
