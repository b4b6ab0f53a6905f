"""Charts as plain values: `chart` is what they are made of, the others say what is shown of whom."""
