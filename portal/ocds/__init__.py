"""Open contracting data (OCDS 1.1): one project is one contracting process, each record a release.

The mapping stands in `codes` (words → codes) and in one module a stage: `planning`, `tender`, `award`,
`contract`, `delivery`. `releases` puts them in order, `merge` compiles them, `packages` wraps them.
"""
