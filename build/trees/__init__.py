"""The folders that a site lies in: how they look, what they hold, and how one takes another's place."""
