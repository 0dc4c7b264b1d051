/*
 * Suggestions under a search box while somebody types.
 */
(() => {
  "use strict";

  // Words are looked for with whatever else is chosen on the page; a case or a place is gone to.
  function go(input, suggestion) {
    if (suggestion.value === undefined) return window.location.assign(suggestion.url);
    input.value = suggestion.value;
    input.form.requestSubmit();
  }

  document.querySelectorAll("input[data-suggest]").forEach((input) => {
    const box = new Combobox(input, {
      address: input.dataset.suggest,
      rows: (answer) => answer.suggestions,
      words: (suggestion) => [suggestion.text, suggestion.kind],
      choose: (suggestion) => go(input, suggestion),
      place: (part) => input.closest(".search").append(part),
      label: "候補",
    });
    window.addEventListener("pagehide", () => box.close());
  });
})();
