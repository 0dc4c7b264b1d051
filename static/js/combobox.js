/*
 * What a field offers while somebody types: the "editable combobox with list autocomplete" of the WAI-ARIA Authoring
 * Practices, where nothing is chosen until the reader chooses it. The focus stays in the field. While an input method
 * composes, its keys are its own; what it shows is completed all the same.
 *
 * new Combobox(input, {
 *   address,  // of the server; asked with what was typed, it answers with JSON
 *   rows,     // what the answer offers, as a list
 *   words,    // the two words a row shows: what it is, and a smaller one that tells it from others
 *   choose,   // what is done when a row is chosen
 *   place,    // where a part stands beside the field
 *   label,    // what the list is called
 * })
 */
window.Combobox = (() => {
  "use strict";
  const PAUSE = 150; // milliseconds without a key before the server is asked

  function describe(part, attributes) {
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
  }

  return class Combobox {
    #input;
    #kind;
    #list;
    #status;
    #offered = [];
    #active = -1;
    #asking = null;
    #timer = 0;

    constructor(input, kind) {
      this.#input = input;
      this.#kind = kind;
      this.#list = this.#part("ul", "combobox-list", { id: `${input.id}-list`, role: "listbox", "aria-label": kind.label });
      this.#list.hidden = true;
      this.#status = this.#part("p", "visually-hidden", { role: "status" });
      describe(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id });
      input.addEventListener("input", () => this.#askSoon());
      input.addEventListener("keydown", (event) => this.#key(event));
      input.addEventListener("blur", () => this.close());
      this.#list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
      this.#list.addEventListener("click", (event) => this.#choose(this.#rowOf(event.target)));
    }

    close() {
      this.#forget();
      this.#activate(-1);
      this.#open(false);
      this.#status.textContent = "";
    }

    #part(tag, look, attributes) {
      const part = document.createElement(tag);
      part.className = look;
      describe(part, attributes);
      this.#kind.place(part);
      return part;
    }

    #askSoon() {
      this.#forget();
      if (!this.#input.value.trim()) return this.close();
      this.#timer = window.setTimeout(() => this.#ask(), PAUSE);
    }

    // What was asked for before is no longer wanted.
    #forget() {
      window.clearTimeout(this.#timer);
      this.#asking?.abort();
      this.#asking = null;
    }

    async #ask() {
      this.#forget();
      const asking = (this.#asking = new AbortController());
      const query = new URLSearchParams({ q: this.#input.value, format: "json" });
      try {
        const answer = await fetch(`${this.#kind.address}?${query}`, { signal: asking.signal });
        const rows = answer.ok ? this.#kind.rows(await answer.json()) : [];
        if (this.#asking === asking) this.#show(rows);
      } catch {
        if (this.#asking === asking) this.close(); // the field goes on without
      }
    }

    #show(rows) {
      this.#asking = null;
      if (document.activeElement !== this.#input) return;
      this.#offered = rows;
      this.#list.replaceChildren(...rows.map((each, at) => this.#row(each, at)));
      this.#activate(-1);
      this.#open(rows.length > 0);
      this.#status.textContent = rows.length ? `候補が${rows.length}件あります。上下の矢印キーで選べます。` : "候補はありません。";
    }

    #row(offered, at) {
      const row = document.createElement("li");
      row.id = `${this.#list.id}-${at}`;
      row.className = "combobox-option";
      row.setAttribute("role", "option");
      const [first, second] = this.#kind.words(offered).map((words) => {
        const part = document.createElement("span");
        part.textContent = words;
        return part;
      });
      second.className = "combobox-second";
      row.append(first, " ", second);
      return row;
    }

    #rowOf(part) {
      return [...this.#list.children].indexOf(part.closest("[role=option]"));
    }

    #open(open) {
      this.#list.hidden = !open;
      this.#input.setAttribute("aria-expanded", String(open));
    }

    #activate(at) {
      this.#active = at;
      [...this.#list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === at)));
      const row = this.#list.children[at];
      if (!row) return this.#input.removeAttribute("aria-activedescendant");
      this.#input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    }

    // keyCode 229 is what Safari says of the Enter that ends a composition.
    #key(event) {
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = {
        ArrowDown: () => this.#step(1),
        ArrowUp: () => this.#step(-1),
        Escape: () => !this.#list.hidden && (this.close(), true),
        Enter: () => this.#active >= 0 && (this.#choose(this.#active), true),
        ArrowLeft: () => this.#activate(-1),
        ArrowRight: () => this.#activate(-1),
      }[event.key];
      if (act?.()) event.preventDefault();
    }

    // Beyond the last row, and before the first, is the field itself.
    #step(by) {
      if (this.#list.hidden) {
        if (this.#input.value.trim()) this.#ask();
        return true;
      }
      const stops = this.#offered.length + 1;
      this.#activate(((this.#active + 1 + by + stops) % stops) - 1);
      return true;
    }

    // What choosing writes into the field was not typed: nothing is asked for it.
    #choose(at) {
      const chosen = this.#offered[at];
      if (!chosen) return;
      this.#kind.choose(chosen);
      this.close();
    }
  };
})();
