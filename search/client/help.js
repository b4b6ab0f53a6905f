/* What to ask instead of a question that found nothing: the twin of search/answering.py. */
(() => {
  const { spec, parse, isFiltered, fold, narrow, find, findTerm, otherUnit, match, loadText, withEntry } = portalSearch;
  const NEAR = 3;

  const countOf = async (entry, term) => (await find(entry, term)).all.length;

  /* The longest beginning and the longest end of `term` that occur, with their hits. */
  const findEnds = async (entry, term) => {
    const characters = Array.from(term);
    const size = characters.length;
    const cuts = [(length) => characters.slice(0, length), (length) => characters.slice(size - length)];
    const ends = await Promise.all(cuts.map(async (cut) => {
      let known = 1;
      let unknown = size;
      while (known + 1 < unknown) {
        const middle = (known + unknown) >> 1;
        if (await countOf(entry, cut(middle).join(""))) known = middle;
        else unknown = middle;
      }
      const part = cut(known).join("");
      return known >= spec.gram ? [[part, await countOf(entry, part)]] : [];
    }));
    return ends.flat();
  };

  const isApart = (one, other) => {
    const short = Math.min(one.length, other.length);
    const common = (same) => {
      let at = 0;
      while (at < short && same(at)) at += 1;
      return at;
    };
    const head = common((at) => one[at] === other[at]);
    const tail = common((at) => one[one.length - 1 - at] === other[other.length - 1 - at]);
    if (head + tail >= short) return one.length !== other.length;
    if (one.length !== other.length) return false;
    const isSwapped = one[head] === other[head + 1] && one[head + 1] === other[head];
    return head + tail === short - 1 || (head + tail === short - 2 && isSwapped);
  };

  const neighbours = (term, text) => {
    const found = [];
    for (let start = 0; start < text.length; start += 1) {
      for (const length of [term.length, term.length - 1, term.length + 1]) {
        if (start + length <= text.length) {
          const run = text.slice(start, start + length);
          if (isApart(term, run)) found.push(run.join(""));
        }
      }
    }
    return found;
  };

  const findNear = async (entry, term) => {
    const characters = Array.from(term);
    if (characters.length < NEAR) return [];
    const grams = characters.slice(1).map((character, k) => characters[k] + character);
    const votes = new Map();
    for (const { all } of await Promise.all([...new Set(grams)].map((gram) => find(entry, gram)))) {
      for (const number of all) votes.set(number, (votes.get(number) ?? 0) + 1);
    }
    const best = [...votes].sort((one, other) => other[1] - one[1] || other[0] - one[0]);
    const texts = await Promise.all(best.slice(0, spec.answer.page_size).map(async ([number]) => {
      const { title, body } = await loadText(entry, number);
      return [title, body].map((text) => Array.from(fold(text)));
    }));
    const found = texts.flat().flatMap((text) => neighbours(characters, text));
    return [...new Set(found)].slice(0, NEAR);
  };

  /* An amount in 元 as it is written in 万, if one of the latest texts with its digits says so. */
  const findOtherwise = async (entry, term) => {
    const other = otherUnit(term);
    if (!other) return [];
    const written = new RegExp(`(?:^|[^0-9.])${other.slice(0, -1).replace(".", "[.]")} *万`);
    const numbers = [...(await findTerm(entry, other)).all].sort((one, next) => next - one);
    const texts = await Promise.all(numbers.slice(0, spec.answer.page_size).map((number) => loadText(entry, number)));
    return texts.some(({ title, body }) => written.test(narrow(`${title} ${body}`))) ? [other] : [];
  };

  /* question → {unfiltered, parts: [[part, hits], …], near: [run, …]} */
  const help = (question) =>
    withEntry(async (entry) => {
      const query = parse(question.query);
      const isLessened = isFiltered(question) && query.terms.length > 0;
      const unfiltered = isLessened ? (await match(entry, query)).size : 0;
      const counts = await Promise.all(query.terms.map(async (term) => [term, (await findTerm(entry, term)).all.length]));
      const parts = new Map(counts.length > 1 ? counts : []);
      const missing = counts.filter(([, count]) => count === 0).map(([term]) => term)[0];
      if (missing === undefined) return { unfiltered, parts: [...parts].filter(([, n]) => n), near: [] };
      const [ends, other, near] = await Promise.all([findEnds(entry, fold(missing)), findOtherwise(entry, missing),
        findNear(entry, fold(missing))]);
      for (const [part, count] of ends) parts.set(part, count);
      return { unfiltered, parts: [...parts].filter(([, count]) => count > 0), near: [...other, ...near].slice(0, NEAR) };
    });

  Object.assign(portalSearch, { help });
})();
