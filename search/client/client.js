/* The search page: reads the form and the address, asks, and has the answers painted. When the
   document is complete, the entry of the index is there, too: its script stands behind this one. */
document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 200; // ms without a key before a query is asked

  const main = document.getElementById("portal-search");
  if (!main || main.dataset.mode !== "static") return;
  const { element, paintHit, paintOffer, readForm, fillForm, paintUnread, paintFacets } = portalSearch;
  const { readQuestion, writeQuestion, isFiltered, parse, search, help, OutdatedError } = portalSearch;
  const part = (name) => document.getElementById(`portal-search-${name}`);
  const [form, input, status, list] = ["form", "query", "status", "hits"].map(part);
  const [pager, offers, filters, facets] = ["pages", "help", "filters", "facets"].map(part);
  const { index, root, suffix } = main.dataset;
  const texts = JSON.parse(main.dataset.texts);
  portalSearch.open(index);

  /* Painting */

  const paintState = (state, text, total) => {
    main.dataset.state = state;
    list.setAttribute("aria-busy", String(state === "loading"));
    const words = element("span", {}, text);
    if (total !== undefined) words.dataset.total = String(total);
    status.replaceChildren(words);
  };

  const link = (text, question, properties = {}) => {
    const anchor = element("a", { href: addressOf(question), ...properties }, text);
    anchor.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      fillForm(form, facets, texts.facets, question);
      await go(question, true, true);
      (list.querySelector("a") ?? input).focus();
    });
    return anchor;
  };

  const paintHits = (question, { page, pages, hits }) => {
    const href = (address) => root + address.slice(1) + (address.endsWith("/") ? suffix : "");
    list.replaceChildren(...hits.map((hit) => paintHit(hit, href(hit.address))));
    list.start = (page - 1) * portalSearch.spec.answer.page_size + 1;
    offers.replaceChildren();
    const links = [];
    const turn = (rel, text, to) => link(text, { ...question, page: to }, { rel });
    if (page > 1) links.push(turn("prev", texts.previous, page - 1));
    if (pages > 1) links.push(element("span", {}, `${page} / ${pages}`));
    if (page < pages) links.push(turn("next", texts.more, page + 1));
    pager.replaceChildren(...links);
  };

  const paintHelp = (question, { unfiltered, parts, near }) => {
    const free = { ...readQuestion(new URLSearchParams()), sort: question.sort };
    const counted = (text, count) => `${text} (${count})`;
    const bare = { ...free, query: question.query };
    offers.replaceChildren(
      ...paintOffer(texts.near, near.map((run) => link(run, { ...free, query: run }))),
      ...paintOffer(texts.unfiltered, unfiltered ? [link(counted(question.query, unfiltered), bare)] : []),
      ...paintOffer(texts.parts, parts.map(([run, count]) => link(counted(run, count), { ...free, query: run }))));
  };

  const NOTHING = { page: 1, pages: 0, hits: [] };

  /* Asking: only the newest question may paint. */

  let newest = 0;
  let isCounted = false; // whether it asked for the facets, too
  const show = async (question) => {
    newest += 1;
    const ticket = newest;
    isCounted = filters.open;
    const { terms, excluded } = parse(question.query);
    if (terms.length + excluded.length === 0 && !isFiltered(question)) {
      paintHits(question, NOTHING);
      paintState("empty", texts.empty);
      return;
    }
    paintState("loading", texts.loading);
    try {
      const answer = await search(question, isCounted);
      if (ticket !== newest) return;
      paintHits(question, answer);
      if (isCounted) paintFacets(facets, texts.facets, question, answer.facets);
      if (answer.total > 0) {
        paintState("ready", texts.total.replace("{total}", String(answer.total)), answer.total);
        return;
      }
      paintState("none", texts.none, 0);
      const offered = await help(question).catch(() => null); // the answer stands without it
      if (ticket === newest && offered) paintHelp(question, offered);
    } catch (error) {
      if (ticket !== newest) return;
      isCounted = false;
      paintHits(question, NOTHING);
      if (error instanceof OutdatedError) paintState("outdated", texts.outdated);
      else paintState("failed", texts.failed);
    }
  };

  /* The address holds the whole question. */

  const here = () => readQuestion(new URLSearchParams(location.search));
  const written = (question) => writeQuestion(question).toString();
  const addressOf = (question) => `${location.pathname}?${written(question)}`.replace(/\?$/, "");

  const remember = (question, asNew) => {
    if (written(question) === written(here())) return;
    try {
      if (asNew) history.pushState(null, "", addressOf(question));
      else history.replaceState(null, "", addressOf(question));
    } catch {
      // Some browsers refuse a new address for a file; the search goes on without it.
    }
  };

  /* Typing replaces the address, but a question that was settled (sent, paged to, come back to)
     stays in the history: the first change after it begins a new entry. */

  let timer = 0;
  let composing = false;
  let settled = true;
  let shown = readQuestion(new URLSearchParams());

  const go = (question, asNew, isSettled) => {
    clearTimeout(timer);
    remember(question, asNew);
    paintUnread(form, question);
    shown = question;
    settled = isSettled;
    return show(question);
  };

  const ask = (isFinal) => {
    const question = readForm(form);
    const isNew = written(question) !== written({ ...shown, page: 1 });
    if (isFinal || isNew) go(question, settled && written(shown) !== "", isFinal);
  };

  const typed = () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, PAUSE, false);
  };

  const restore = () => {
    const question = here();
    fillForm(form, facets, texts.facets, question);
    if (isFiltered(question) || Object.keys(question.unread).length) filters.open = true;
    go(question, false, true);
  };

  input.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  input.addEventListener("compositionend", () => { composing = false; typed(); });
  form.addEventListener("input", (event) => {
    if (event.target.type !== "checkbox" && event.target.type !== "radio") typed();
  });
  form.addEventListener("change", (event) => {
    if (event.target !== input) ask(true);
  });
  filters.addEventListener("toggle", () => { if (filters.open && !isCounted) show(shown); });
  input.addEventListener("keydown", (event) => {
    // 229: the key that ends a composition, in browsers that report it after the end.
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(true);
  });

  /* Arrows go from the query to the hits and between them, Escape goes back. */
  main.addEventListener("keydown", (event) => {
    const stops = [input, ...list.querySelectorAll(".hit__title")];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1, Escape: -at }[event.key];
    if (at < 0 || !step || event.isComposing || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });

  window.addEventListener("popstate", restore);
  restore();
});
