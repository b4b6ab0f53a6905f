"""Everything that is published, as feeds: RSS 2.0, Atom 1.0 with archives (RFC 5005), JSON Feed 1.1.

`feed` says which feeds there are, `index` which entries each holds, `entry` and `telling` what one says, and
`atom`, `rss`, `json` and `opml` how all that is written.
"""
