"""Full-text search over the documents of a site: one meaning, two engines.

The live engine (`search.live`) asks a Whoosh index; the static one (`search.static` and the scripts
in `client/`) lets the visitor's browser read index files that need no server. Both keep to this:

**Fields.** A document is found by its title and its body. The two are separate: nothing runs from
the end of the title into the body.

**Squashing.** Text and query are folded and squashed by the spec `analyzer.json`: full-width equals
half-width, Latin, Greek and Cyrillic letters lose case and diacritics, compatibility forms of Han
characters become the usual ones; white space, punctuation and symbols are removed.

**Terms.** A query is cut at `query_limit` characters and parted at white space; each part, squashed,
is a term. Empty and repeated terms are dropped. A query without terms finds nothing.

**Matching.** Every term must occur as a run of squashed characters in the title or in the body;
different terms may stand in different fields. One character is enough for a term. Nothing else
is found: recall and precision are exact.

**Order.** First the number of terms that occur in the title, descending; then the number of
occurrences of all terms in title and body together, descending, where occurrences of one term may
overlap (`哈哈` occurs twice in `哈哈哈`) and a term counts for itself even inside another one; then
the date, newest first and undated last; then the key, ascending.

**Answer.** Ten hits a page. The title is marked in full; the snippet is cut from the body round the
first match (from the beginning if only the title matches). Marks run over the original text from
the first to the last character of the match, with whatever was squashed away between them.
"""
