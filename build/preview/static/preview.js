// Ask every second whether a file was saved since this page was made; then load the page again.
(() => {
  "use strict";
  const made = document.currentScript.dataset.version;
  const ask = async () => {
    try {
      const answer = await fetch("/_preview/version", { cache: "no-store" });
      if (answer.ok && (await answer.text()) !== made) {
        location.reload();
        return;
      }
    } catch {
      // The preview was stopped; it may come back.
    }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
})();
