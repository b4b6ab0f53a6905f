/* Whole numbers as text: the twin of search/packing.py. */
(() => {
  const numbers = new Uint16Array(0x10000);
  let count = 0;
  let more = 0;
  for (const [first, last] of portalSearch.spec.pack) {
    for (let code = parseInt(first, 16); code <= parseInt(last, 16); code += 1) {
      numbers[code] = count;
      more = code;
      count += 1;
    }
  }

  const read = (text, isAscending) => {
    const result = [];
    let carried = 0;
    let former = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === more) {
        carried += count - 1;
      } else {
        const number = numbers[code] + carried + former;
        result.push(number);
        carried = 0;
        if (isAscending) former = number;
      }
    }
    return result;
  };

  Object.assign(portalSearch, {
    unpack: (text) => read(text, false),
    unpackAscending: (text) => read(text, true),
  });
})();
