"""The duties of the policies as a table of rules, and what they find on records."""
