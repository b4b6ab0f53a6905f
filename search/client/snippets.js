/* Marked titles and snippets: the twin of search/snippets.py. A segment is [text, marked]. */
(() => {
  const { spec, squash, aside, isSpace, isAttached } = portalSearch;
  const { width, lead, near, ends } = spec.answer;
  const ELLIPSIS = "…";

  const startsAt = (term, text, start) => term.every((character, k) => text[start + k] === character);

  /* → [[start, end], …] in the original characters, ascending, apart from each other. */
  const findSpans = (characters, terms) => {
    const { text, offsets } = squash(characters);
    const found = [];
    for (const term of terms.map((word) => Array.from(word))) {
      for (let start = 0; start + term.length <= text.length; start += 1) {
        if (startsAt(term, text, start)) {
          found.push([offsets[start], offsets[start + term.length - 1]]);
        }
      }
    }
    found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    const merged = [];
    for (const [start, final] of found) {
      let end = final + 1;
      while (end < characters.length && isAttached(characters[end])) end += 1;
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  };

  const findWindow = (characters, first) => {
    const isEnd = (index) => ends.includes(characters[index]);
    let start = Math.max(0, first - lead);
    if (start <= near) {
      start = 0;
    } else {
      for (let index = start - near; index < first; index += 1) {
        if (isEnd(index)) {
          start = index + 1;
          break;
        }
      }
    }
    const end = start + width;
    if (end + near >= characters.length) return [start, characters.length];
    for (let index = end + near - 1; index > end - near; index -= 1) {
      if (isEnd(index)) return [start, index + 1];
    }
    return [start, end];
  };

  const trim = (characters, [start, end]) => {
    while (start < end && isSpace(characters[start])) start += 1;
    while (start < end && isSpace(characters[end - 1])) end -= 1;
    return [start, end];
  };

  const segment = (characters, [from, stop], spans) => {
    const segments = [];
    const add = (start, end, isMarked) => {
      const shown = characters.slice(start, end).filter((character) => character !== aside).join("");
      if (shown) segments.push([shown, isMarked]);
    };
    let at = from;
    for (const [spanStart, spanEnd] of spans) {
      const start = Math.max(spanStart, at);
      const end = Math.min(spanEnd, stop);
      if (start < end) {
        add(at, start, false);
        add(start, end, true);
        at = end;
      }
    }
    add(at, stop, false);
    return segments;
  };

  const marked = (text, terms) => {
    const characters = Array.from(text);
    return segment(characters, [0, characters.length], findSpans(characters, terms));
  };

  const snippet = (text, terms) => {
    const characters = Array.from(text);
    const spans = findSpans(characters, terms);
    const [start, end] = findWindow(characters, spans.length ? spans[0][0] : 0);
    const segments = segment(characters, trim(characters, [start, end]), spans);
    if (start > 0) segments.unshift([ELLIPSIS, false]);
    if (end < characters.length) segments.push([ELLIPSIS, false]);
    return segments;
  };

  Object.assign(portalSearch, { marked, snippet });
})();
