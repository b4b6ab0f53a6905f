"use strict";

/* The page that checks a record, or all of the log, and says what it found. */
(() => {
  const form = document.getElementById("ledger-form");
  const list = document.getElementById("ledger-checks");
  const text = document.getElementById("ledger-text");
  const whole = document.getElementById("ledger-whole");
  const verdict = document.getElementById("ledger-verdict");
  const said = document.getElementById("ledger-said");
  const words = {};
  for (const one of document.querySelectorAll("#ledger-words li")) words[one.dataset.word] = one.textContent;
  const ledger = portalLedger;
  const WIDTH = ledger.WIDTH;
  ledger.open(form.dataset.folder);

  const fill = (name, values) => words[name].replace(/<(\w+)>/g, (_, key) => values[key]);
  const say = (name, good, values = {}) => {
    const line = document.createElement("li");
    line.dataset.said = name;
    line.className = good === null ? "checks__note" : good ? "checks__good" : "checks__bad";
    line.textContent = (good === null ? "" : good ? "✓ " : "✗ ") + fill(name, values);
    list.append(line);
  };

  /* What all checks together mean, before them; `name` is what it is called when all are good. */
  const conclude = (name) => {
    const bad = list.querySelector(".checks__bad") !== null;
    verdict.dataset.said = bad ? "verdict_bad" : name;
    verdict.className = bad ? "note note--bad" : "note";
    verdict.textContent = (bad ? "✗ " : "✓ ") + words[verdict.dataset.said];
    verdict.hidden = false;
  };

  /* Which record an entry is about, in words, with a link to its page. */
  const tell = (entry, version) => {
    const { n, date, act, record, by, reason } = entry;
    const title = version === null ? record : version.title;
    const told = fill("entry", { number: n, date, act: words[act], title, record });
    said.firstElementChild.textContent = told + (reason ? fill("because", { by, reason }) : "");
    said.lastElementChild.href = form.dataset.record.replace("section/id", record);
    said.hidden = false;
  };

  /* The number in what was typed, also in full width or between the words of a notice; NaN without one. */
  const numberIn = (typed) => {
    const found = /^\p{Script=Han}?\s*([0-9]{1,12})\s*\p{Script=Han}?$/u.exec(typed.normalize("NFKC").trim());
    return found ? Number(found[1]) : NaN;
  };
  const bundle = (number) => ledger.load(`entries/${number}.js`);
  const leaves = async (number) => (await bundle(number)).map(ledger.leaf);

  /* The root of the first `size` entries: full files by their hashes, the last one entry by entry. */
  const rootAt = async (head, size) => {
    const full = Math.floor(size / WIDTH);
    const hashes = head.full.slice(0, full).map(ledger.unhex);
    if (size % WIDTH) hashes.push(ledger.root((await leaves(full)).slice(0, size % WIDTH)));
    return ledger.hex(ledger.root(hashes));
  };

  const extendsOld = async (head, old, good, bad) => {
    const same = old.size <= head.size && (await rootAt(head, old.size)) === old.root;
    say(same ? good : bad, same, { size: old.size, more: head.size - old.size });
  };

  const checkRecord = async (head, n) => {
    const number = Math.floor(n / WIDTH);
    const entry = (await bundle(number))[n % WIDTH];
    const version = (await ledger.load(`versions/${number}.js`))[n % WIDTH];
    tell(entry, version);
    if (version === null) say("digest_none", null, { number: n });
    else {
      const same = ledger.hex(portalSha256(ledger.bytes(version))) === entry.sha256;
      say(same ? "digest_ok" : "digest_bad", same, { number: n });
      text.textContent = JSON.stringify(version, null, 2);
      whole.hidden = false;
    }
    const hashes = head.full.map(ledger.unhex);
    hashes[number] = ledger.root(await leaves(number));
    const last = Math.floor((head.size - 1) / WIDTH);
    if (number !== last && head.size % WIDTH) hashes[last] = ledger.root(await leaves(last));
    const included = ledger.hex(ledger.root(hashes)) === head.root;
    say(included ? "included_ok" : "included_bad", included, { number: n });
    return version === null ? "verdict_entry" : "verdict_record";
  };

  const checkLog = async (head) => {
    const tree = ledger.growing();
    for (let number = 0; number * WIDTH < head.size; number += 1) {
      for (const [at, entry] of (await bundle(number)).entries()) {
        const n = number * WIDTH + at;
        if (entry.n !== n || entry.head !== ledger.hex(tree.root())) {
          say("chain_bad", false, { number: n });
          return;
        }
        tree.add(ledger.leaf(entry));
      }
    }
    say("chain_ok", true, { size: head.size });
    const same = ledger.hex(tree.root()) === head.root;
    say(same ? "root_ok" : "root_bad", same);
  };

  const checkOld = async (head) => {
    const pasted = form.elements.old.value;
    if (!pasted.trim()) return;
    const old = ledger.readCheckpoint(pasted);
    if (old) await extendsOld(head, old, "old_ok", "old_bad");
    else say("old_unread", false);
  };

  /* What this browser saw last time; a failure stays remembered until it is explained. */
  const checkKept = async (head, origin) => {
    const place = `ledger:${origin}`;
    const kept = ledger.readCheckpoint(localStorage.getItem(place) || "");
    if (kept) await extendsOld(head, kept, "kept_ok", "kept_bad");
    else say("first", null);
    if (!list.querySelector(".checks__bad")) localStorage.setItem(place, head.note);
  };

  const checkSignature = async (head) => {
    const [body, line] = head.note.split("\n\n");
    if (!line || !head.key) {
      say("signature_none", null);
      return;
    }
    if (!window.crypto.subtle) {
      say("signature_unchecked", null);
      return;
    }
    const decode = (coded) => Uint8Array.from(atob(coded), (one) => one.charCodeAt(0));
    try {
      const key = decode(head.key.split("+").slice(2).join("+")).slice(1);
      const signature = decode(line.trim().split("\n")[0].split(" ")[2]).slice(4);
      const subtle = window.crypto.subtle;
      const imported = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
      const good = await subtle.verify("Ed25519", imported, signature, ledger.bytes(`${body}\n`));
      say(good ? "signature_ok" : "signature_bad", good);
    } catch (error) {
      say(error.name === "NotSupportedError" ? "signature_unchecked" : "signature_bad", null);
    }
  };

  const run = async (what) => {
    list.replaceChildren();
    for (const one of [whole, verdict, said]) one.hidden = true;
    const n = numberIn(form.elements.n.value);
    if (what === "record" && Number.isNaN(n)) {
      say(form.elements.n.value.trim() ? "no_number" : "empty", false);
      form.elements.n.focus();
      list.dataset.done = what;
      return;
    }
    say("loading", null);
    try {
      const head = await ledger.load("head.js");
      list.replaceChildren();
      if (what === "record" && n >= head.size) {
        say("no_entry", false, { number: n, size: head.size, last: head.size - 1 });
      } else {
        const checkpoint = ledger.readCheckpoint(head.note);
        const same = checkpoint && checkpoint.root === head.root && checkpoint.size === head.size;
        if (!same) say("root_bad", false);
        let name = "verdict_log";
        if (what === "record") name = await checkRecord(head, n);
        else await checkLog(head);
        await checkOld(head);
        await checkKept(head, checkpoint ? checkpoint.origin : "");
        await checkSignature(head);
        conclude(name);
      }
    } catch (error) {
      say("failed", false, { name: error.message });
    }
    list.dataset.done = what;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    delete list.dataset.done;
    run(event.submitter ? event.submitter.value : "record");
  });
  const asked = new URLSearchParams(location.search).get("n");
  if (asked !== null) {
    form.elements.n.value = asked;
    run("record");
  }
})();
