// Comforts for readers; every page is complete without them. Classic script, run before the body is drawn,
// so that nothing moves: marks that scripts run, and sets the text size that the reader has chosen here before.
// What a page that was made days ago calls open is marked as over once its last day is gone in China.
"use strict";
(() => {
  const root = document.documentElement;
  const KEY = "portal-text-size";
  const OVER = document.currentScript.dataset.over;
  const CHINA = 8 * 60 * 60 * 1000; // ahead of UTC, all year round

  // Storage may be forbidden, or missing in a folder on disk; the choice then lasts for the page.
  const stored = (act) => { try { return act(localStorage); } catch { return null; } };

  const show = (size) => {
    if (size) root.dataset.text = size; else delete root.dataset.text;
    for (const button of document.querySelectorAll("[data-size]")) {
      button.setAttribute("aria-pressed", String(button.dataset.size === (size ?? "")));
    }
  };

  const copy = async (button) => {
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy || new URL(button.dataset.copyLink, location.href).href);
      button.textContent = button.dataset.done;
    } catch {
      button.textContent = button.dataset.failed;
    }
    setTimeout(() => { button.textContent = said; }, 2000);
  };

  const age = () => {
    const today = new Date(Date.now() + CHINA).toISOString().slice(0, 10);
    for (const one of document.querySelectorAll("[data-until]")) {
      if (one.dataset.until >= today) continue;
      one.textContent = one.dataset.over ?? OVER;
      if (one.classList.contains("tag")) one.className = "tag tag--done";
    }
  };

  root.dataset.scripted = "";
  show(stored((storage) => storage.getItem(KEY)) === "large" ? "large" : "");
  document.addEventListener("DOMContentLoaded", () => { show(root.dataset.text); age(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-size], [data-copy], [data-copy-link]");
    if (!button) return;
    if (button.dataset.size === undefined) { copy(button); return; }
    show(button.dataset.size);
    stored((storage) => storage.setItem(KEY, button.dataset.size));
  });
})();
