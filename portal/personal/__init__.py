"""Personal data in texts and files: found by form and check digit, shown masked, never kept."""
