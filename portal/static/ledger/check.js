"use strict";

/* The ledger's files as scripts (a folder on disk has no fetch), and the hash tree of RFC 6962. */
const portalLedger = (() => {
  const WIDTH = 256;
  const received = new Map();
  const NAME = /^(?:head|(?:entries|versions)\/[0-9]+)\.js$/;
  let folder = "";
  const address = (name) => {
    if (!NAME.test(name)) throw new TypeError(`no file of the ledger: ${name}`);
    return folder + name;
  };
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("portal-data", { createScriptURL: address })
    : { createScriptURL: address };

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = policy.createScriptURL(name);
      script.addEventListener("load", () => {
        script.remove();
        if (received.has(name)) resolve(received.get(name));
        else reject(new Error(name));
      });
      script.addEventListener("error", () => {
        script.remove();
        reject(new Error(name));
      });
      document.head.append(script);
    });

  const encoder = new TextEncoder();
  const bytes = (value) => encoder.encode(typeof value === "string" ? value : JSON.stringify(value));
  const hex = (found) => Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));

  const prefixed = (first, ...parts) => {
    const size = parts.reduce((sum, part) => sum + part.length, 1);
    const joined = new Uint8Array(size);
    joined[0] = first;
    let at = 1;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return portalSha256(joined);
  };
  const leaf = (value) => prefixed(0, bytes(value));
  const node = (left, right) => prefixed(1, left, right);

  /* The root over hashes of subtrees that are all full but the last. */
  const root = (hashes) => {
    if (hashes.length === 0) return portalSha256(new Uint8Array(0));
    if (hashes.length === 1) return hashes[0];
    let split = 1;
    while (split * 2 < hashes.length) split *= 2;
    return node(root(hashes.slice(0, split)), root(hashes.slice(split)));
  };

  /* The full subtrees from left to right, by which the next entry's `head` can be told at once. */
  const growing = () => {
    const peaks = [];
    return {
      add(hash) {
        let [height, one] = [0, hash];
        while (peaks.length && peaks[peaks.length - 1][0] === height) {
          one = node(peaks.pop()[1], one);
          height += 1;
        }
        peaks.push([height, one]);
      },
      root() {
        if (!peaks.length) return root([]);
        return peaks.map((peak) => peak[1]).reduceRight((right, left) => node(left, right));
      },
    };
  };

  const readCheckpoint = (text) => {
    const [origin, size, coded] = text.trim().split(/\r?\n/);
    if (!origin || !/^(?:0|[1-9][0-9]*)$/.test(size || "")) return null;
    try {
      const found = Uint8Array.from(atob(coded || ""), (one) => one.charCodeAt(0));
      return found.length === 32 ? { origin, size: Number(size), root: hex(found) } : null;
    } catch {
      return null;
    }
  };

  return {
    WIDTH,
    take: (kind, number, data) => {
      received.set(kind === "head" ? "head.js" : `${kind}/${number}.js`, data);
    },
    open: (path) => {
      folder = path;
    },
    load,
    bytes,
    hex,
    unhex,
    leaf,
    root,
    growing,
    readCheckpoint,
  };
})();
