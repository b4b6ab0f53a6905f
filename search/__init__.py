"""Full-text search over the documents of a site: one meaning, two engines.

The live engine (`search.live`) asks a Whoosh index; the static one (`search.static` and the scripts
in `client/`) lets the visitor's browser read index files that need no server. Both keep to this:

**Fields.** A document is found by its title (with its own number) and its body. The two are separate: nothing runs from
the end of the title into the body.

**Squashing.** Text and query are folded and squashed by the spec `analyzer.json`: full-width equals
half-width, Latin, Greek and Cyrillic letters lose case and diacritics, compatibility forms of Han
characters become the usual ones; white space, punctuation and symbols are removed. So separators
in numbers do not matter: 1,234,567.00 is the run 123456700. What stands between two marks `aside`,
such as the label of a value, is shown and not searched.

**Query.** A query is cut at `query_limit` characters and parted into words at white space. Words in
quotation marks that stand free are one word. A word behind a minus must not occur. A word that ends
in whole 元 with decimals (at least four digits, a point, one or two zeros, and perhaps 元) loses the
decimals, so that 1,234,567.00 also finds 1,234,567元; other decimals are digits like all others.
Each word, squashed, is a term. Empty and repeated terms are dropped.

**Spellings.** A word that is a day (2026-11-19, 2026.11.19, 2026/11/19, 20261119, 2026年11月19日, or 11-19
and 11月19日 of any year), a month (2026-11, 2026年11月) or an amount in 万 or 亿 is a term of several runs,
any of which will do: the day with Chinese characters, with and without leading noughts, in digits, in
English; the amount in 元, with and without decimals (`search.spelling`). A day or a month also occurs in
every document of that date. Up to six words that together are a day, a month or an amount with its unit
are one word («2026 年 3 月 2 日», «12 万元»), unless one is quoted, or digits would meet.

**Matching.** Every term must occur as a run of squashed characters in the title or in the body, no
excluded one may; different terms may stand in different fields. One character is enough for a
term. Nothing else is found: recall and precision are exact. Conditions on facets, dates and
amounts then take hits away; with conditions or excluded terms only, all other documents are hits.

**Order.** By relevance: the number of terms that occur in the heading (the title, and the document's own
number behind it, squashed as one), descending; of those that have any, names of bodies before what is
about them; then the date, newest first and undated last; then the key, ascending. By date: the same
without the first two. Both are the order of numbers that `documents.arrange` gives, so an index needs no scores, a list of
documents is its own order, and equal hits do not exist.

**Facets.** Of each facet, the values that hits have with the number of hits, in an order that does
not depend on the query. A facet's own choice does not lessen its own counts.

**Answer.** Ten hits a page. The title is marked in full; the snippet is cut from the body round the
first match (from the beginning if only the title matches). Marks run over the original text from
the first to the last character of the match, with whatever was squashed away between them.

**Help.** What found nothing is answered with the number of hits without the conditions, with what
occurs of it (each term; the longest beginning and end of the first term that does not occur), and
with up to three runs that may be meant by that term: in place of an amount in 元 the one in 万, if one of
the ten latest texts with its digits has it so; and runs one slip away, looked for in the ten documents
that share most pairs of characters with it.
"""
