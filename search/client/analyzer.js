/* The analyser, as spec.js says: the twin of search/analyzer.py. Offsets are in code points. */
(() => {
  const { spec } = portalSearch;
  const hex = (code) => parseInt(code, 16);

  const ranges = (rows) => {
    const bounds = rows.map(([first, last]) => [hex(first), hex(last)]);
    return (character) => {
      const code = character.codePointAt(0);
      return bounds.some(([first, last]) => first <= code && code <= last);
    };
  };
  const aside = String.fromCodePoint(hex(spec.aside));
  const kept = ranges(spec.keep);
  const isSpace = ranges(spec.space);
  const isAttached = ranges(spec.attach);
  const isNormal = ranges(spec.normal);

  const targets = new Map();
  for (const [first, last, to] of spec.shifts) {
    for (let code = hex(first); code <= hex(last); code += 1) {
      targets.set(code, String.fromCodePoint(hex(to) + code - hex(first)));
    }
  }
  for (const [first, run] of spec.runs) {
    Array.from(run).forEach((target, index) => targets.set(hex(first) + index, target));
  }
  for (const [code, target] of Object.entries(spec.spell)) {
    targets.set(hex(code), target);
  }

  const folded = new Map();
  const foldOne = (character) => {
    if (!folded.has(character)) {
      const target = targets.get(character.codePointAt(0)) ??
        (isNormal(character) ? character.normalize("NFKC") : character);
      folded.set(character, Array.from(target).filter(kept));
    }
    return folded.get(character);
  };

  /* characters: array of one-character strings → {text, offsets}, both arrays of equal length. */
  const squash = (characters) => {
    const text = [];
    const offsets = [];
    for (let index = 0; index < characters.length; index += 1) {
      if (characters[index] === aside) index = Math.max(index, characters.indexOf(aside, index + 1));
      for (const piece of foldOne(characters[index])) {
        text.push(piece);
        offsets.push(index);
      }
    }
    return { text, offsets };
  };

  const fold = (text) => squash(Array.from(text)).text.join("");

  const grams = (text) => {
    const squashed = Array.from(fold(text));
    return squashed.map((_, index) => squashed.slice(index, index + spec.gram).join(""));
  };

  Object.assign(portalSearch, { fold, squash, grams, aside, isSpace, isAttached });
})();
