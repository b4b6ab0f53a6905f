/* What is asked, as it stands in an address: the twin of search/query.py. */
(() => {
  const { spec, fold, isSpace, narrow, spaceless, spellings, isWhole, fen } = portalSearch;
  const { minus, quotes } = spec.query;
  const AMOUNT = new RegExp(spec.query.amount);
  const closings = new Map(quotes.map((pair) => Array.from(pair)));
  const DATE = "date";

  /* → [{text, isOut, isQuoted}, …] */
  const readWords = (query) => {
    const text = Array.from(query).slice(0, spec.query_limit);
    const free = (at) => at >= text.length || isSpace(text[at]);
    const words = [];
    let at = 0;
    while (at < text.length) {
      if (isSpace(text[at])) {
        at += 1;
        continue;
      }
      const isOut = minus.includes(text[at]) && !free(at + 1);
      if (isOut) at += 1;
      const closing = closings.get(text[at]);
      let end = at + 1;
      while (closing && end < text.length && !(text[end] === closing && free(end + 1))) end += 1;
      const isQuoted = Boolean(closing) && end < text.length;
      if (!isQuoted) for (end = at; !free(end);) end += 1;
      words.push({ text: text.slice(isQuoted ? at + 1 : at, end).join(""), isOut, isQuoted });
      at = isQuoted ? end + 1 : end;
    }
    return words;
  };

  /* → how many of these words, from the first on, are one day or amount. */
  const countJoined = (words) => {
    for (let size = words.length; size > 1; size -= 1) {
      const texts = words.slice(0, size).map(({ text }) => narrow(text));
      const isApart = words.slice(0, size).some(({ isOut, isQuoted }, k) => isQuoted || (k > 0 && isOut));
      const isMet = texts.some((text, k) => k > 0 && /^[0-9]/.test(text) && /[0-9]$/.test(texts[k - 1]));
      if (!isApart && !isMet && isWhole(texts.join(""))) return size;
    }
    return 1;
  };

  /* query → {terms, excluded}: distinct, squashed; days and amounts as they were typed, narrowed. */
  const parse = (query) => {
    const words = readWords(query);
    const result = { terms: [], excluded: [] };
    let at = 0;
    while (at < words.length) {
      const size = countJoined(words.slice(at, at + spec.read.joined));
      const kept = words[at].isOut ? result.excluded : result.terms;
      const word = words.slice(at, at + size).map(({ text }) => text).join("");
      at += size;
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
