/* What the search page shows. Text goes in as text. */
(() => {
  const element = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  const paintSegments = (pieces) =>
    pieces.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));

  /* Records may be in another language than the page around them. */
  const marks = !document.documentElement.lang.startsWith("zh");
  const withLanguage = (node) => {
    if (marks && /\p{Script=Han}/u.test(node.textContent)) node.lang = "zh-Hans";
    return node;
  };

  /* hit, address as a link → list item. */
  const paintHit = (hit, href) => {
    const meta = element("p", { className: "hit__meta" },
      element("span", { className: "hit__section" }, hit.label));
    if (hit.date) meta.append(" ", element("time", { dateTime: hit.date }, hit.date));
    const item = element("li", { className: "hit" },
      withLanguage(element("a", { className: "hit__title", href }, ...paintSegments(hit.title))),
      meta,
      withLanguage(element("p", { className: "hit__snippet" }, ...paintSegments(hit.snippet))));
    item.dataset.record = hit.key;
    return item;
  };

  /* A line of links behind their introduction; no line without links. */
  const paintOffer = (text, links) =>
    links.length ? [element("p", {}, text, ...links.flatMap((link) => [" ", link]))] : [];

  Object.assign(portalSearch, { element, withLanguage, paintHit, paintOffer });
})();
