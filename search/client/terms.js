/* Finds the documents that hold a term; search/static.py says how runs and places are kept. */
(() => {
  const { load, unpack, unpackAscending } = portalSearch;
  const FORWARD = 0;
  const BACKWARD = 1;
  const FEW = portalSearch.spec.answer.page_size;
  const END = "$";

  /* → the place of the last of ascending numbers or texts that is at most this one; 0 if none is. */
  const lastAtMost = (starts, one) => {
    let low = 0;
    let high = starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= one) low = middle;
      else high = middle;
    }
    return low;
  };

  /* → {load, isKnown}: the shard where `text` would stand; known: some run surely begins so. */
  const locate = async (segment, family, text) => {
    const pages = segment.families[family];
    if (pages.length === 0) return null;
    const [, hash, inline] = pages[lastAtMost(pages.map(([start]) => start), text)];
    const starts = (inline ?? (await load(`p-${hash}`))).split(" ");
    const at = lastAtMost(starts, text);
    const isKnown = [starts[at], starts[at + 1] ?? ""].some((start) => start.startsWith(text));
    return { name: `s-${hash}-${at}`, isKnown };
  };

  const postings = new Map();
  const loadRecords = async (name) => {
    const shard = await load(name);
    if (!postings.has(name)) postings.set(name, shard.split(" "));
    return postings.get(name);
  };

  const runOf = (posting) => posting.slice(0, posting.search(/[!#]/));

  /* Fields are [titles, bodies], each {documents, positions}; positions are missing if frequent. */
  const readPosting = (posting, run) => {
    const [, ...texts] = posting.split(/[!#]/);
    const pairs = posting[run.length] === "#"
      ? [[texts[0]], [texts[1]]]
      : texts.length === 2 ? [["", ""], texts] : [texts.slice(0, 2), texts.slice(2)];
    return pairs.map(([documents, positions]) => ({
      documents: unpackAscending(documents),
      positions: positions === undefined ? undefined : unpack(positions),
    }));
  };

  /* → null if `text` stands nowhere; else {fields, length}: the places of its first `length`
     characters, which are all of them or else a rare run. */
  const lookUp = async (name, text) => {
    const found = await loadRecords(name);
    let at = 0;
    for (let high = found.length; at < high;) {
      const middle = (at + high) >> 1;
      if (runOf(found[middle]) < text) at = middle + 1;
      else high = middle;
    }
    const next = at < found.length ? runOf(found[at]) : "";
    if (next.startsWith(text)) {
      return { fields: readPosting(found[at], next), length: Array.from(text).length };
    }
    if (at === 0) return null;
    const written = runOf(found[at - 1]);
    const run = written.endsWith(END) ? written.slice(0, -1) : written;
    const fields = readPosting(found[at - 1], written);
    if (!text.startsWith(run) || fields[0].positions === undefined) return null;
    return { fields, length: Array.from(run).length };
  };

  /* Places of `front` that have a place of `back` `distance` characters on. */
  const joined = (front, back, distance) =>
    front.map(({ documents, positions }, field) => {
      const others = new Set();
      back[field].documents.forEach((document, k) => {
        others.add(document * 0x200000 + back[field].positions[k]);
      });
      const kept = documents.map((document, k) =>
        others.has(document * 0x200000 + positions[k] + distance));
      return {
        documents: documents.filter((_, k) => kept[k]),
        positions: positions.filter((_, k) => kept[k]),
      };
    });

  const distinct = (numbers) => [...new Set(numbers)];
  const finish = ([titles, bodies], isSure = true) => ({
    titles: distinct(titles.documents),
    all: distinct([...titles.documents, ...bodies.documents]),
    isSure,
  });
  const NOWHERE = [{ documents: [] }, { documents: [] }];

  const findIn = async (segment, term, mayDoubt) => {
    const characters = Array.from(term);
    const reversed = characters.toReversed ? characters.toReversed() : [...characters].reverse();
    const [forward, backward] = await Promise.all([
      locate(segment, FORWARD, term),
      locate(segment, BACKWARD, reversed.join("")),
    ]);
    if (!forward) return finish(NOWHERE);
    const frontFound = lookUp(forward.name, term);
    const backFound = forward.isKnown || characters.length < 2
      ? null
      : lookUp(backward.name, reversed.join(""));
    backFound?.catch(() => {});
    const front = await frontFound;
    if (!front) return finish(NOWHERE);
    if (front.length === characters.length) return finish(front.fields);
    const back = await (backFound ?? lookUp(backward.name, reversed.join("")));
    if (!back) return finish(NOWHERE);
    if (back.length === characters.length) return finish(back.fields);
    let fields = joined(front.fields, back.fields, characters.length - 1);
    const open = characters.length - back.length;
    for (let covered = front.length; covered < open;) {
      const left = finish(fields, false);
      if (left.all.length === 0) return finish(NOWHERE);
      if (mayDoubt && left.all.length <= FEW) return left;
      const rest = characters.slice(covered).join("");
      const middle = await lookUp((await locate(segment, FORWARD, rest)).name, rest);
      if (!middle) return finish(NOWHERE);
      fields = joined(fields, middle.fields, covered);
      covered += middle.length;
    }
    return finish(fields);
  };

  /* term → {titles, all, doubted}: numbers of documents. Doubted are those of `all`, a page at most
     of a segment, of which only their texts tell whether they match; none unless `mayDoubt`. */
  const find = async (entry, term, mayDoubt = false) => {
    const found = await Promise.all(entry.segments.map(async (segment) => {
      const { titles, all, isSure } = await findIn(segment, term, mayDoubt);
      const moved = (numbers) => numbers.map((number) => number + segment.first);
      return { titles: moved(titles), all: moved(all), doubted: isSure ? [] : moved(all) };
    }));
    const joint = (name) => found.flatMap((one) => one[name]);
    return { titles: joint("titles"), all: joint("all"), doubted: joint("doubted") };
  };

  Object.assign(portalSearch, { find, lastAtMost });
})();
