/*
 * Suggestions under a search box while somebody types: the "editable combobox with list autocomplete" of the WAI-ARIA
 * Authoring Practices, where nothing is chosen until the reader chooses it. The focus stays in the box. While an input method
 * composes, its keys are its own; what it shows is completed all the same.
 */
(() => {
  "use strict";
  const PAUSE = 150; // milliseconds without a key before the server is asked

  class Suggestions {
    constructor(input) {
      this.input = input;
      this.active = -1;
      this.offered = [];
      this.asking = null;
      this.timer = 0;
      this.list = this.#part("ul", "search-list", { id: `${input.id}-list`, role: "listbox", "aria-label": "候補" });
      this.list.hidden = true;
      this.status = this.#part("p", "visually-hidden", { role: "status" });
      this.#describe({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id });
      input.addEventListener("input", () => this.#askSoon());
      input.addEventListener("keydown", (event) => this.#key(event));
      input.addEventListener("blur", () => this.#close());
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
      this.list.addEventListener("click", (event) => this.#choose(this.#optionOf(event.target)));
      window.addEventListener("pagehide", () => this.#close());
    }

    #part(tag, name, attributes) {
      const part = document.createElement(tag);
      part.className = name;
      for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
      this.input.closest(".search").append(part);
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
      const query = new URLSearchParams({ q: this.input.value, format: "json" });
      try {
        const answer = await fetch(`${this.input.dataset.suggest}?${query}`, { signal: asking.signal });
        const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
        if (this.asking === asking) this.#show(suggestions);
      } catch {
        if (this.asking === asking) this.#close(); // the box goes on without suggestions
      }
    }

    #show(suggestions) {
      this.asking = null;
      if (document.activeElement !== this.input) return;
      this.offered = suggestions;
      this.list.replaceChildren(...suggestions.map((each, place) => this.#option(each, place)));
      this.#activate(-1);
      this.#open(suggestions.length > 0);
      this.status.textContent = suggestions.length
        ? `候補が${suggestions.length}件あります。上下の矢印キーで選べます。`
        : "候補はありません。";
    }

    #option(suggestion, place) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${place}`;
      option.className = "search-option";
      option.setAttribute("role", "option");
      const [text, kind] = [suggestion.text, suggestion.kind].map((words) => {
        const part = document.createElement("span");
        part.textContent = words;
        return part;
      });
      kind.className = "search-kind";
      option.append(text, " ", kind);
      return option;
    }

    #optionOf(part) {
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

    #activate(place) {
      this.active = place;
      [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      const option = this.list.children[place];
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
        ArrowLeft: () => this.#activate(-1),
        ArrowRight: () => this.#activate(-1),
      }[event.key];
      if (act?.()) event.preventDefault();
    }

    // Beyond the last option, and before the first, is the box itself.
    #step(by) {
      if (this.list.hidden) {
        if (this.input.value.trim()) this.#ask();
        return true;
      }
      const places = this.offered.length + 1;
      this.#activate(((this.active + 1 + by + places) % places) - 1);
      return true;
    }

    // Words are looked for with whatever else is chosen on the page; a case or a place is gone to.
    #choose(place) {
      const chosen = this.offered[place];
      if (!chosen) return;
      this.#close();
      if (chosen.value === undefined) return window.location.assign(chosen.url);
      this.input.value = chosen.value;
      this.input.form.requestSubmit();
    }
  }

  document.querySelectorAll("input[data-suggest]").forEach((input) => new Suggestions(input));
})();
