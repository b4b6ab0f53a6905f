/* What is asked, as it stands in an address: the twin of search/query.py. */
(() => {
  const { spec, fold, isSpace, narrow, spaceless, spellings, fen } = portalSearch;
  const { minus, quotes } = spec.query;
  const AMOUNT = new RegExp(spec.query.amount);
  const closings = new Map(quotes.map((pair) => Array.from(pair)));
  const DATE = "date";

  /* query → {terms, excluded}: distinct, squashed; days and amounts as they were typed, narrowed. */
  const parse = (query) => {
    const text = Array.from(query).slice(0, spec.query_limit);
    const free = (at) => at >= text.length || isSpace(text[at]);
    const result = { terms: [], excluded: [] };
    let at = 0;
    while (at < text.length) {
      if (isSpace(text[at])) {
        at += 1;
        continue;
      }
      const kept = minus.includes(text[at]) && !free(at + 1) ? result.excluded : result.terms;
      if (kept === result.excluded) at += 1;
      const closing = closings.get(text[at]);
      let end = at + 1;
      while (closing && end < text.length && !(text[end] === closing && free(end + 1))) end += 1;
      const isQuoted = Boolean(closing) && end < text.length;
      if (!isQuoted) for (end = at; !free(end);) end += 1;
      const word = text.slice(isQuoted ? at + 1 : at, end).join("");
      at = isQuoted ? end + 1 : end;
      const term = spellings(narrow(word)).length > 1 ? narrow(word) : fold(word.replace(AMOUNT, "$1"));
      if (term && !kept.includes(term)) kept.push(term);
    }
    return result;
  };

  /* Amounts are typed in 元 and compared in 分. */
  const yuan = (amount) => {
    if (amount === null) return "";
    const whole = Math.floor(amount / 100);
    return amount % 100 ? `${whole}.${String(amount % 100).padStart(2, "0")}` : String(whole);
  };

  /* A question: {query, page, sort, facets: {name: values}, since, until, least, most, unread: {name:
     what was typed as an amount and is none}}. */
  const readQuestion = (parameters) => {
    const one = (name) => parameters.get(name) ?? "";
    const day = (name) => (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(one(name)) ? one(name) : "");
    const unread = {};
    for (const name of ["least", "most"]) {
      if (spaceless(one(name)) && fen(one(name)) === null) unread[name] = one(name);
    }
    const facets = {};
    for (const name of spec.facets) {
      const values = [...new Set(parameters.getAll(name).filter(Boolean))];
      if (values.length) facets[name] = values;
    }
    return {
      query: one("q"),
      page: /^[0-9]{1,6}$/.test(one("page")) ? parseInt(one("page"), 10) : 1,
      sort: one("sort") === DATE ? DATE : "",
      facets,
      since: day("from"),
      until: day("to"),
      least: fen(one("least")),
      most: fen(one("most")),
      unread,
    };
  };

  const writeQuestion = (question) => {
    const pairs = [
      ["q", question.query],
      ...spec.facets.flatMap((name) => (question.facets[name] ?? []).map((value) => [name, value])),
      ["from", question.since],
      ["to", question.until],
      ["least", yuan(question.least) || question.unread.least],
      ["most", yuan(question.most) || question.unread.most],
      ["sort", question.sort],
      ["page", question.page > 1 ? String(question.page) : ""],
    ];
    return new URLSearchParams(pairs.filter(([, value]) => value));
  };

  const isBounded = ({ least, most }) => least !== null || most !== null;
  const isFiltered = (question) =>
    Object.keys(question.facets).length > 0 ||
    Boolean(question.since || question.until) || isBounded(question);

  Object.assign(portalSearch, { DATE, parse, readQuestion, writeQuestion, isBounded, isFiltered });
})();
