/* Answers questions from the static index: the twin of search/answering.py. */
(() => {
  const { spec, DATE, parse, isBounded, isFiltered, fold, marked, snippet } = portalSearch;
  const { load, withEntry, find, lastAtMost, unpack, unpackAscending } = portalSearch;
  const { spellings, isDay, fallsOn } = portalSearch;
  const SIZE = spec.answer.page_size;

  /* Texts */

  const loadText = async (entry, number) => {
    const segment = entry.segments.filter(({ first }) => first <= number).pop();
    segment.starts ??= unpack(segment.chunks).reduce((starts, count) => {
      starts.push(starts[starts.length - 1] + count);
      return starts;
    }, [0]);
    const chunk = lastAtMost(segment.starts, number - segment.first);
    const hash = segment.texts[Math.floor(chunk / entry.texts)];
    const rows = await load(`t-${hash}-${chunk % entry.texts}`);
    const [key, address, title, body, date, label, ownNumber = ""] = rows[number - segment.first - segment.starts[chunk]];
    return { key, address: address || `/${key}/`, title, body, date, label, ownNumber };
  };

  const asHit = ({ key, address, title, body, date, label }, runs) => ({
    key, address, date, label,
    title: marked(title, runs),
    snippet: snippet(body, runs),
  });

  /* Terms */

  /* → what `find` says of all spellings together; a day also occurs in what was published then. */
  const findTerm = async (entry, term, mayDoubt = false) => {
    const runs = spellings(term);
    if (runs.length === 1) return find(entry, runs[0], mayDoubt);
    const [dated, ...found] = await Promise.all([
      isDay(term) ? findDays(entry, term) : [],
      ...runs.map((run) => find(entry, run)),
    ]);
    const joint = (name) => found.flatMap((one) => one[name]);
    return { titles: [...new Set(joint("titles"))], all: [...new Set([...dated, ...joint("all")])], doubted: [] };
  };

  const findDays = async (entry, term) => {
    const [days, packed] = await load(`c-${entry.columns.days}`);
    const counts = unpack(packed);
    const found = [];
    let first = 0;
    days.forEach((day, k) => {
      if (fallsOn(term, day)) for (let j = 0; j < counts[k]; j += 1) found.push(first + j);
      first += counts[k];
    });
    return found;
  };

  /* The query alone: → Map of number → rank: twice the terms in the heading, and one more for a body
     that is named by any of them. */

  const match = async (entry, { terms, excluded }) => {
    const [found, out] = await Promise.all([
      Promise.all(terms.map((term) => findTerm(entry, term, true))),
      Promise.all(excluded.map((term) => findTerm(entry, term))),
    ]);
    const held = new Uint8Array(entry.documents);
    const titled = new Uint8Array(entry.documents);
    for (const { all, titles } of found) {
      for (const number of all) held[number] += 1;
      for (const number of titles) titled[number] += 1;
    }
    for (const { all } of out) for (const number of all) held[number] = terms.length + 1;
    const matched = new Map();
    for (let number = entry.documents - 1; number >= 0; number -= 1) {
      if (held[number] === terms.length) matched.set(number, titled[number]);
    }
    const doubted = new Set(found.flatMap((one) => one.doubted.filter((number) => matched.has(number))));
    await Promise.all([...doubted].map((number) => settle(entry, matched, number, terms)));
    const named = new Set(unpackAscending(entry.named));
    for (const [number, count] of matched) matched.set(number, 2 * count + (count > 0 && named.has(number)));
    return matched;
  };

  /* Few documents are doubted: their texts, which may well be shown, tell whether they match. */
  const settle = async (entry, matched, number, terms) => {
    const { title, body, date, ownNumber } = await loadText(entry, number);
    const [heading, text] = [fold(`${title}\n${ownNumber}`), fold(body)];
    const isIn = (place) => (term) => spellings(term).some((run) => place.includes(run));
    const isHeld = (term) => isIn(heading)(term) || isIn(text)(term) || fallsOn(term, date);
    if (!terms.every(isHeld)) matched.delete(number);
    else matched.set(number, terms.filter(isIn(heading)).length);
  };

  /* Conditions */

  const loadColumn = async (entry, name) => {
    const [values, packed] = await load(`c-${entry.columns[name]}`);
    return { values, places: unpack(packed) };
  };

  /* → Map of name → test(number), for each condition of the question. */
  const loadTests = async (entry, question) => {
    const tests = new Map();
    await Promise.all([
      ...Object.entries(question.facets).map(async ([name, chosen]) => {
        if (!(name in entry.columns)) return tests.set(name, () => false);
        const { values, places } = await loadColumn(entry, name);
        const wanted = new Set(chosen.map((value) => values.indexOf(value) + 1));
        return tests.set(name, (number) => places[number] > 0 && wanted.has(places[number]));
      }),
      (async () => {
        if (!question.since && !question.until) return;
        const [days, packed] = await load(`c-${entry.columns.days}`);
        const counts = unpack(packed);
        const before = (isBefore) =>
          days.reduce((sum, day, k) => (isBefore(day) ? sum + counts[k] : sum), 0);
        const from = before((day) => (question.since ? day < question.since : day === ""));
        const to = question.until ? before((day) => day <= question.until) : entry.documents;
        tests.set("days", (number) => from <= number && number < to);
      })(),
      (async () => {
        if (!isBounded(question)) return;
        const amounts = await load(`c-${entry.columns.amounts}`);
        const { least, most } = question;
        tests.set("amounts", (number) => amounts[number] !== null &&
          amounts[number] >= (least ?? 0) && amounts[number] <= (most ?? Infinity));
      })(),
    ]);
    return tests;
  };

  const countFacets = (entry, question, matched, tests) =>
    Promise.all(spec.facets.filter((name) => name in entry.columns).map(async (name) => {
      const { values, places } = await loadColumn(entry, name);
      const others = [...tests].filter(([other]) => other !== name).map(([, test]) => test);
      const counts = new Array(values.length + 1).fill(0);
      for (const number of matched.keys()) {
        if (others.every((test) => test(number))) counts[places[number]] += 1;
      }
      const chosen = question.facets[name] ?? [];
      const rows = values.map((value, k) => [value, counts[k + 1]]);
      return [name, rows.filter(([value, count]) => count > 0 || chosen.includes(value))];
    }));

  /* Answers */

  const order = (matched, numbers, isByDate) => {
    if (isByDate) return numbers;
    const most = numbers.reduce((greatest, number) => Math.max(greatest, matched.get(number)), 0);
    const ranks = Array.from({ length: most + 1 }, () => []);
    for (const number of numbers) ranks[most - matched.get(number)].push(number);
    return ranks.flat();
  };

  /* question, whether facets are wanted → {total, page, pages, hits, facets}; rejects if a part
     cannot be loaded. */
  const search = (question, withFacets) => {
    const query = parse(question.query);
    if (query.terms.length + query.excluded.length === 0 && !isFiltered(question)) {
      return Promise.resolve({ total: 0, page: 1, pages: 0, hits: [], facets: [] });
    }
    return withEntry(async (entry) => {
      const [matched, tests] = await Promise.all([match(entry, query), loadTests(entry, question)]);
      const all = [...tests.values()];
      const kept = [...matched.keys()].filter((number) => all.every((test) => test(number)));
      const ordered = order(matched, kept, question.sort === DATE);
      const pages = Math.ceil(ordered.length / SIZE);
      const page = Math.max(1, Math.min(question.page, pages));
      const [hits, facets] = await Promise.all([
        Promise.all(ordered.slice((page - 1) * SIZE, page * SIZE).map(async (number) =>
          asHit(await loadText(entry, number), query.terms.flatMap(spellings)))),
        withFacets ? countFacets(entry, question, matched, tests) : [],
      ]);
      return { total: ordered.length, page, pages, hits, facets };
    });
  };

  Object.assign(portalSearch, { search, match, findTerm, loadText });
})();
