/* The conditions beside the query, as the page's form shows them. */
(() => {
  const { element, withLanguage, spec, readQuestion, writeQuestion } = portalSearch;

  /* form → question on its first page. */
  const readForm = (form) => {
    const fields = new URLSearchParams(new FormData(form));
    const query = Array.from((fields.get("q") ?? "").trim()).slice(0, spec.query_limit).join("");
    fields.set("q", query);
    return readQuestion(fields);
  };

  /* Put a question into the form; facets that are not painted yet stand for themselves. */
  const fillForm = (form, facets, labels, question) => {
    const written = writeQuestion(question);
    for (const name of ["q", "from", "to", "least", "most"]) {
      form.elements[name].value = written.get(name) ?? "";
    }
    form.elements.sort.value = question.sort;
    paintFacets(facets, labels, question, Object.entries(question.facets).map(
      ([name, values]) => [name, values.map((value) => [value, null])]));
  };

  /* Say beside a field that what is typed there is no amount, and so is no condition. */
  const paintUnread = (form, { unread }) => {
    for (const name of ["least", "most"]) {
      form.elements[name].setAttribute("aria-invalid", String(name in unread));
      document.getElementById(`portal-search-${name}-fault`).hidden = !(name in unread);
    }
  };

  const option = (name, value, count, isChosen) => {
    const box = element("input", { type: "checkbox", name, value, checked: isChosen });
    const label = withLanguage(element("label", { className: "choice" }, box, ` ${value} `));
    if (count !== null) label.append(element("span", { className: "choice__count" }, String(count)));
    return label;
  };

  /* facets: [[name, [[value, count], …]], …]. Groups are folded unless a value is chosen or
     a visitor opened them. What has the focus keeps it. */
  const paintFacets = (container, labels, question, facets) => {
    const focused = container.contains(document.activeElement) ? document.activeElement : null;
    const focusedGroup = focused?.localName === "summary" ? focused.parentNode.dataset.facet : "";
    const opened = Array.from(container.querySelectorAll("[open]"), (group) => group.dataset.facet);
    container.replaceChildren(...facets.filter(([, rows]) => rows.length > 0).map(([name, rows]) => {
      const chosen = question.facets[name] ?? [];
      const choices = element("div", { className: "filters__choices" },
        ...rows.map(([value, count]) => option(name, value, count, chosen.includes(value))));
      choices.setAttribute("role", "group");
      choices.setAttribute("aria-label", labels[name]);
      const isOpen = chosen.length > 0 || opened.includes(name);
      const group = element("details", { className: "filters__facet", open: isOpen },
        element("summary", {}, labels[name]), choices);
      group.dataset.facet = name;
      return group;
    }));
    Array.from(container.querySelectorAll("input, summary"))
      .find(({ name, value, parentNode }) => (focusedGroup
        ? parentNode.dataset.facet === focusedGroup
        : focused && name === focused.name && value === focused.value))?.focus();
  };

  Object.assign(portalSearch, { readForm, fillForm, paintUnread, paintFacets });
})();
