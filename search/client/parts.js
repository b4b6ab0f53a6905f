/* Loads the parts of the index (see search/static.py) as scripts, each once. */
(() => {
  const { spec } = portalSearch;
  const NAME = /^(?:entry|[cp]-[0-9a-f]{12}|[st]-[0-9a-f]{12}-[0-9]{1,3})$/;

  const received = new Map();
  portalSearch.receive = (name, data) => received.set(name, data);

  let folder = "";
  let fresh = "";
  const address = (name) => {
    if (!NAME.test(name)) throw new TypeError(`no part of an index: ${name}`);
    return `${folder}${name}.js${name === "entry" ? fresh : ""}`;
  };
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("portal-data", { createScriptURL: address })
    : { createScriptURL: address };

  const take = (name) => {
    const data = received.get(name);
    received.delete(name);
    return data;
  };

  const fetchPart = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.fetchPriority = "high"; // a visitor waits for it
      script.src = policy.createScriptURL(name);
      script.addEventListener("load", () => {
        script.remove();
        if (received.has(name)) resolve(take(name));
        else reject(new Error(`${name}.js holds no part of an index`));
      });
      script.addEventListener("error", () => {
        script.remove();
        reject(new Error(`${name}.js was not loaded`));
      });
      document.head.append(script);
    });

  /* A failure is forgotten, so that the next query tries again. */
  const loads = new Map();
  const load = (name) => {
    if (!loads.has(name)) {
      const promise = received.has(name) ? Promise.resolve(take(name)) : fetchPart(name);
      promise.catch(() => loads.delete(name));
      loads.set(name, promise);
    }
    return loads.get(name);
  };

  class OutdatedError extends Error {}

  const loadEntry = async () => {
    const entry = await load("entry");
    if (entry.version !== spec.version) throw new OutdatedError("the index is of another version");
    entry.documents = 0;
    for (const segment of entry.segments) {
      segment.first = entry.documents;
      entry.documents += segment.documents;
    }
    return entry;
  };

  /* Call `work` with the entry. If a part that it names is gone, the entry is an old copy or the
     site has just changed: try once more with the entry that the server has now. */
  const withEntry = async (work) => {
    const entry = await loadEntry();
    try {
      return await work(entry);
    } catch {
      loads.delete("entry");
      fresh = `?${Date.now()}`;
      const newest = await loadEntry();
      try {
        return await work(newest);
      } catch (error) {
        throw new OutdatedError(error.message);
      }
    }
  };

  /* indexFolder: address of the folder with entry.js, relative to the page, with its last slash. */
  const open = (indexFolder) => {
    folder = indexFolder;
    loads.clear();
  };

  Object.assign(portalSearch, { open, load, withEntry, OutdatedError });
})();
