"""What pages say to machines: metadata of government pages, Open Graph, schema.org.

`page` gathers what is known of a page, `tags` and `linked` write it, `columns` is the table of sections.
"""
