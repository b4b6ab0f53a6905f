"""Everything that is published, as feeds: RSS 2.0, Atom 1.0 with archives (RFC 5005), JSON Feed 1.1.

`feed` says which feeds there are, `index` what each holds, `entry` and `telling` what an entry says, `seal`
what the ledger says of it, `past` what former versions still mean; `xml` (RSS and Atom), `jsonfeed` and
`opml` write all that, and `views` gives it its addresses.
"""
