"use strict";
/* The static engine: loads parts of the index (see search/static.py) and answers queries. */
(() => {
  const { spec, terms: termsOf, marked, snippet } = portalSearch;
  const NAME = /^(?:entry|[dg]-[0-9a-f]{16})$/;

  const received = new Map();
  portalSearch.receive = (name, data) => received.set(name, data);

  let folder = "";
  const address = (name) => {
    if (!NAME.test(name)) throw new TypeError(`no part of an index: ${name}`);
    return `${folder}${name}.js`;
  };
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("portal-data", { createScriptURL: address })
    : { createScriptURL: address };

  const fetchPart = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = policy.createScriptURL(name);
      script.addEventListener("load", () => {
        script.remove();
        if (received.has(name)) resolve(received.get(name));
        else reject(new Error(`${name}.js holds no part of an index`));
      });
      script.addEventListener("error", () => {
        script.remove();
        reject(new Error(`${name}.js was not loaded`));
      });
      document.head.append(script);
    });

  /* Each part is loaded once; a failure is forgotten, so that the next query tries again. */
  const loads = new Map();
  const load = (name) => {
    if (!loads.has(name)) {
      const promise = fetchPart(name);
      promise.catch(() => loads.delete(name));
      loads.set(name, promise);
    }
    return loads.get(name);
  };

  class OutdatedError extends Error {}

  const loadEntry = async () => {
    const entry = await load("entry");
    if (entry.version !== spec.version) throw new OutdatedError("the index is of another version");
    return entry;
  };

  /* The shard that would hold the grams beginning with `character`; empty if there is none. */
  const loadShard = async (entry, character) => {
    const code = character.codePointAt(0);
    const candidates = entry.shards.filter(([first]) => first <= code);
    return candidates.length ? load(candidates[candidates.length - 1][1]) : {};
  };

  const readPostings = (flat) => {
    const postings = new Map();
    for (let index = 0; index < flat.length; index += 3) {
      postings.set(flat[index], [flat[index + 1], flat[index + 2]]);
    }
    return postings;
  };

  /* The results of matching are maps: document → [occurrences in title, occurrences in body]. */
  const matchCharacter = async (entry, character) => {
    const shard = await loadShard(entry, character);
    const counts = new Map();
    for (const gram of Object.keys(shard).filter((key) => key.startsWith(character))) {
      for (const [number, fields] of readPostings(shard[gram])) {
        const count = counts.get(number) ?? [0, 0];
        counts.set(number, count.map((sum, field) => sum + fields[field].length));
      }
    }
    return counts;
  };

  /* Every second gram and the last one cover a term: they stand at their distances or nowhere. */
  const cover = (characters) => {
    const last = characters.length - 2;
    const starts = [];
    for (let start = 0; start < last; start += 2) starts.push(start);
    return [...starts, last];
  };

  const matchRun = async (entry, characters) => {
    const grams = await Promise.all(
      cover(characters).map(async (start) => {
        const shard = await loadShard(entry, characters[start]);
        return { start, postings: readPostings(shard[characters[start] + characters[start + 1]] ?? []) };
      }),
    );
    const [first, ...others] = grams;
    const counts = new Map();
    for (const [number, fields] of first.postings) {
      if (others.every(({ postings }) => postings.has(number))) {
        const count = fields.map((positions, field) => {
          const rest = others.map(({ start, postings }) => [start, new Set(postings.get(number)[field])]);
          return positions.filter((at) => rest.every(([start, set]) => set.has(at + start))).length;
        });
        if (count[0] + count[1] > 0) counts.set(number, count);
      }
    }
    return counts;
  };

  const matchTerm = (entry, term) => {
    const characters = Array.from(term);
    return characters.length === 1 ? matchCharacter(entry, term) : matchRun(entry, characters);
  };

  /* → numbers of the documents that hold all terms, best first (search/ranking.py). */
  const rank = (matches) => {
    const [first, ...others] = matches;
    const scored = [];
    for (const number of first.keys()) {
      if (others.every((counts) => counts.has(number))) {
        const counts = matches.map((match) => match.get(number));
        const titled = counts.filter(([inTitle]) => inTitle > 0).length;
        const occurrences = counts.reduce((sum, [inTitle, inBody]) => sum + inTitle + inBody, 0);
        scored.push([titled, occurrences, number]);
      }
    }
    scored.sort((one, other) => other[0] - one[0] || other[1] - one[1] || other[2] - one[2]);
    return scored.map(([, , number]) => number);
  };

  const loadHit = async (entry, number, terms) => {
    const chunk = await load(entry.chunks[Math.floor(number / entry.chunk)]);
    const [key, address, title, body, date, section, label] = chunk[number % entry.chunk];
    return {
      key, address, date, section, label,
      title: marked(title, terms),
      snippet: snippet(body, terms),
    };
  };

  /* query, one-based page → {total, page, pages, hits}; rejects if a part cannot be loaded. */
  const search = async (query, page) => {
    const terms = termsOf(query);
    if (terms.length === 0) return { total: 0, page: 1, pages: 0, hits: [] };
    const entry = await loadEntry();
    const found = rank(await Promise.all(terms.map((term) => matchTerm(entry, term))));
    const size = spec.answer.page_size;
    const pages = Math.ceil(found.length / size);
    const shown = Math.max(1, Math.min(page, pages));
    const numbers = found.slice((shown - 1) * size, shown * size);
    const hits = await Promise.all(numbers.map((number) => loadHit(entry, number, terms)));
    return { total: found.length, page: shown, pages, hits };
  };

  /* indexFolder: address of the folder with entry.js, relative to the page, with its last slash. */
  const open = (indexFolder) => {
    folder = indexFolder;
    return { search };
  };

  Object.assign(portalSearch, { open, OutdatedError });
})();
