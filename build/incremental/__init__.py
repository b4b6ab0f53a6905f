"""What the last build knew, and which of it still holds: verifying traces."""
