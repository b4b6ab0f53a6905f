"use strict";
/* The search page: reads the form and the address, paints states and hits. Text goes in as text. */
(() => {
  const PAUSE = 200; // ms without a key before a query is asked

  const main = document.getElementById("portal-search");
  if (!main || main.dataset.mode !== "static") return;
  const form = document.getElementById("portal-search-form");
  const input = document.getElementById("portal-search-query");
  const status = document.getElementById("portal-search-status");
  const list = document.getElementById("portal-search-hits");
  const pager = document.getElementById("portal-search-pages");
  const texts = main.dataset;
  const engine = portalSearch.open(texts.index);

  const element = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  /* Painting */

  const paintState = (state, text, total) => {
    texts.state = state;
    list.setAttribute("aria-busy", String(state === "loading"));
    const words = element("span", {}, text);
    if (total !== undefined) words.dataset.total = String(total);
    status.replaceChildren(words);
  };

  const segments = (pieces) =>
    pieces.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));

  const link = (address) =>
    texts.root + address.slice(1) + (address.endsWith("/") ? texts.suffix : "");

  const hitItem = (hit) => {
    const meta = element("p", { className: "hit__meta" },
      element("span", { className: "hit__section" }, hit.label));
    if (hit.date) meta.append(" ", element("time", { dateTime: hit.date }, hit.date));
    const item = element("li", { className: "hit" },
      element("a", { className: "hit__title", href: link(hit.address) }, ...segments(hit.title)),
      meta,
      element("p", { className: "hit__snippet" }, ...segments(hit.snippet)));
    item.dataset.record = hit.key;
    return item;
  };

  const pageLink = (rel, text, query, page) => {
    const anchor = element("a", { rel, href: addressOf({ query, page }) }, text);
    anchor.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      await go({ query, page }, true, true);
      list.querySelector("a")?.focus();
    });
    return anchor;
  };

  const paintHits = (query, { page, pages, hits }) => {
    list.replaceChildren(...hits.map(hitItem));
    const links = [];
    if (page > 1) links.push(pageLink("prev", texts.textPrevious, query, page - 1));
    if (pages > 1) links.push(element("span", {}, `${page} / ${pages}`));
    if (page < pages) links.push(pageLink("next", texts.textMore, query, page + 1));
    pager.replaceChildren(...links);
  };

  const NOTHING = { page: 1, pages: 0, hits: [] };

  /* Asking: only the newest question may paint. */

  let newest = 0;
  const show = async ({ query, page }) => {
    newest += 1;
    const ticket = newest;
    if (portalSearch.terms(query).length === 0) {
      paintHits(query, NOTHING);
      paintState("empty", texts.textEmpty);
      return;
    }
    paintState("loading", texts.textLoading);
    try {
      const answer = await engine.search(query, page);
      if (ticket !== newest) return;
      paintHits(query, answer);
      if (answer.total === 0) paintState("none", texts.textNone, 0);
      else paintState("ready", texts.textTotal.replace("{total}", String(answer.total)), answer.total);
    } catch (error) {
      if (ticket !== newest) return;
      paintHits(query, NOTHING);
      if (error instanceof portalSearch.OutdatedError) paintState("outdated", texts.textOutdated);
      else paintState("failed", texts.textFailed);
    }
  };

  /* The address: ?q=…&page=…; a place is {query, page}. */

  const here = () => {
    const parameters = new URLSearchParams(location.search);
    const page = parseInt(parameters.get("page") ?? "1", 10);
    return { query: parameters.get("q") ?? "", page: Number.isFinite(page) ? page : 1 };
  };

  const addressOf = ({ query, page }) => {
    const parameters = new URLSearchParams();
    if (query) parameters.set("q", query);
    if (page > 1) parameters.set("page", String(page));
    return `${location.pathname}?${parameters}`.replace(/\?$/, "");
  };

  const remember = (place, asNew) => {
    const known = here();
    if (place.query === known.query && place.page === known.page) return;
    try {
      if (asNew) history.pushState(null, "", addressOf(place));
      else history.replaceState(null, "", addressOf(place));
    } catch {
      // Some browsers refuse a new address for a file; the search goes on without it.
    }
  };

  /* Typing replaces the address, but a question that was settled (sent, paged to, come back to)
     stays in the history: the first change after it begins a new entry. */

  let timer = 0;
  let composing = false;
  let settled = true;
  let shown = { query: "", page: 1 };

  const go = (place, asNew, isSettled) => {
    clearTimeout(timer);
    remember(place, asNew);
    shown = place;
    settled = isSettled;
    return show(place);
  };

  const ask = (isFinal) => {
    const query = Array.from(input.value.trim()).slice(0, portalSearch.spec.query_limit).join("");
    const place = { query, page: 1 };
    if (isFinal || query !== shown.query) go(place, settled && shown.query !== "", isFinal);
  };

  const typed = () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, PAUSE, false);
  };

  const restore = () => {
    const place = here();
    input.value = place.query;
    go(place, false, true);
  };

  input.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  input.addEventListener("compositionend", () => { composing = false; typed(); });
  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    // 229: the key that ends a composition, in browsers that report it after the end.
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(true);
  });
  window.addEventListener("popstate", restore);
  restore();
})();
