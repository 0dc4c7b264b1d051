/*
 * Municipalities under the field in which one is typed. Without it, the name is looked up when the form is sent.
 */
(() => {
  "use strict";
  const ADDRESS = document.currentScript.dataset.address;

  function fill(input, place) {
    input.value = place.place;
    input.dispatchEvent(new Event("input", { bubbles: true })); // it is to be kept like anything typed
  }

  function offer(input) {
    new Combobox(input, {
      address: ADDRESS,
      rows: (answer) => answer.places,
      words: (place) => [place.place, place.kana],
      choose: (place) => fill(input, place),
      place: (part) => input.after(part),
      label: "自治体の候補",
    });
  }

  // After a press the fields of the form are others.
  const known = new WeakSet();
  function begin() {
    for (const input of document.querySelectorAll("[data-municipality] input:not([type=hidden])")) {
      if (!known.has(input)) offer(input);
      known.add(input);
    }
  }

  begin();
  document.addEventListener("focusin", begin);
})();
