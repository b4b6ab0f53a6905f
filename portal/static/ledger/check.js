"use strict";

/* SHA-256 (FIPS 180-4) of bytes: crypto.subtle is missing on plain http, and a portal may be on one. */
const portalSha256 = (() => {
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const K = primes.map((prime) => fraction(Math.cbrt(prime)));
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  const block = (state, view, at, w) => {
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15];
      const b = w[i - 2];
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = (state[i] + value) | 0;
    });
  };

  return (bytes) => {
    const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, bytes.length << 3);
    const state = Int32Array.from(START);
    const w = new Int32Array(64);
    for (let at = 0; at < padded.length; at += 64) block(state, view, at, w);
    const out = new DataView(new ArrayBuffer(32));
    state.forEach((value, i) => out.setInt32(4 * i, value));
    return new Uint8Array(out.buffer);
  };
})();

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
