/*
 * Municipalities under the field in which one is typed: the "editable combobox with list autocomplete" of the WAI-ARIA
 * Authoring Practices, as under the search boxes. While an input method composes, its keys are its own. Without it, the name
 * is looked up when the form is sent.
 */
(() => {
  "use strict";
  const PAUSE = 150; // milliseconds without a key before the server is asked
  const ADDRESS = document.currentScript.dataset.address;

  class Places {
    constructor(input) {
      this.input = input;
      this.active = -1;
      this.offered = [];
      this.asking = null;
      this.timer = 0;
      this.list = this.#part("ul", "places-list", { id: `${input.id}-list`, role: "listbox", "aria-label": "自治体の候補" });
      this.list.hidden = true;
      this.status = this.#part("p", "visually-hidden", { role: "status" });
      this.#describe({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id });
      input.addEventListener("input", (event) => event.isTrusted && this.#askSoon());
      input.addEventListener("keydown", (event) => this.#key(event));
      input.addEventListener("blur", () => this.#close());
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
      this.list.addEventListener("click", (event) => this.#choose(this.#placeOf(event.target)));
    }

    #part(tag, name, attributes) {
      const part = document.createElement(tag);
      part.className = name;
      for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
      this.input.after(part);
      return part;
    }

    #describe(attributes) {
      for (const [key, value] of Object.entries(attributes)) this.input.setAttribute(key, value);
    }

    #askSoon() {
      this.#forget();
      if (!this.input.value.trim()) return this.#close();
      this.timer = window.setTimeout(() => this.#ask(), PAUSE);
    }

    // What was asked for before is no longer wanted.
    #forget() {
      window.clearTimeout(this.timer);
      this.asking?.abort();
      this.asking = null;
    }

    async #ask() {
      this.#forget();
      const asking = (this.asking = new AbortController());
      try {
        const query = new URLSearchParams({ q: this.input.value, format: "json" });
        const answer = await fetch(`${ADDRESS}?${query}`, { signal: asking.signal });
        const { places } = answer.ok ? await answer.json() : { places: [] };
        if (this.asking === asking) this.#show(places);
      } catch {
        if (this.asking === asking) this.#close(); // the field goes on without
      }
    }

    #show(places) {
      this.asking = null;
      if (document.activeElement !== this.input) return;
      this.offered = places;
      this.list.replaceChildren(...places.map((each, at) => this.#option(each, at)));
      this.#activate(-1);
      this.#open(places.length > 0);
      this.status.textContent = places.length ? `候補が${places.length}件あります。上下の矢印キーで選べます。` : "候補はありません。";
    }

    #option(place, at) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${at}`;
      option.className = "places-option";
      option.setAttribute("role", "option");
      const kana = document.createElement("span");
      kana.className = "places-kana";
      kana.textContent = place.kana;
      option.append(place.place, " ", kana);
      return option;
    }

    #placeOf(part) {
      return [...this.list.children].indexOf(part.closest("[role=option]"));
    }

    #open(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
    }

    #close() {
      this.#forget();
      this.#activate(-1);
      this.#open(false);
      this.status.textContent = "";
    }

    #activate(at) {
      this.active = at;
      [...this.list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      const option = this.list.children[at];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    // keyCode 229 is what Safari says of the Enter that ends a composition.
    #key(event) {
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = {
        ArrowDown: () => this.#step(1),
        ArrowUp: () => this.#step(-1),
        Escape: () => !this.list.hidden && (this.#close(), true),
        Enter: () => this.active >= 0 && (this.#choose(this.active), true),
      }[event.key];
      if (act?.()) event.preventDefault();
    }

    // Beyond the last option, and before the first, is the field itself.
    #step(by) {
      if (this.list.hidden) {
        if (this.input.value.trim()) this.#ask();
        return true;
      }
      const stops = this.offered.length + 1;
      this.#activate(((this.active + 1 + by + stops) % stops) - 1);
      return true;
    }

    #choose(at) {
      const chosen = this.offered[at];
      if (!chosen) return;
      this.#close();
      this.input.value = chosen.place;
      this.input.dispatchEvent(new Event("input", { bubbles: true })); // it is to be kept like anything typed
    }
  }

  // After a press the fields of the form are others.
  const known = new WeakSet();
  function begin() {
    for (const input of document.querySelectorAll("[data-municipality] input:not([type=hidden])")) {
      if (!known.has(input)) new Places(input);
      known.add(input);
    }
  }

  begin();
  document.addEventListener("focusin", begin);
})();
