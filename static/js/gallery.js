/*
 * The figures of a case, large, one after the other, in a dialog over the page. Without it each 「大きく表示」 is a link to the picture.
 *
 * The dialog is the browser's own: it keeps the focus, Escape closes it, and the focus goes back to where it was. Nothing in it
 * keeps fingers from spreading the picture. What it says of a figure is a copy of what stands under the figure.
 */
(() => {
  "use strict";
  const LARGE = "(min-width: 60rem) 90vw, 100vw";

  function part(tag, className, ...children) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  }

  function button(words, act) {
    const made = part("button", "button button-quiet button-small", words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // A copy names nothing: what has a name has it once on a page.
  function copy(original) {
    const made = original.cloneNode(true);
    for (const each of [made, ...made.querySelectorAll("*")]) {
      for (const name of ["id", "aria-describedby", "aria-details"]) each.removeAttribute(name);
    }
    made.querySelectorAll(".refs").forEach((numbers) => numbers.remove());
    return made;
  }

  class Gallery {
    constructor(figures) {
      this.figures = figures;
      this.number = part("p", "gallery-number");
      this.shown = part("div", "gallery-shown");
      this.ways = [button("前の図", () => this.#show(this.at - 1)), button("次の図", () => this.#show(this.at + 1))];
      const head = part("div", "gallery-head", this.number, button("閉じる", () => this.dialog.close()));
      this.dialog = part("dialog", "gallery", head, this.shown);
      if (figures.length > 1) this.dialog.append(part("div", "gallery-ways", ...this.ways));
      this.number.id = "gallery-number";
      this.dialog.setAttribute("aria-labelledby", this.number.id);
      this.shown.setAttribute("aria-live", "polite");
      this.shown.tabIndex = 0; // what is higher than the screen is scrolled by keyboard too
      this.dialog.addEventListener("keydown", (event) => this.#key(event));
      this.dialog.addEventListener("close", () => this.shown.replaceChildren()); // the page has its pictures once
      document.body.append(this.dialog);
    }

    open(figure) {
      this.#show(this.figures.indexOf(figure));
      this.dialog.showModal();
    }

    #show(at) {
      if (!this.figures[at]) return;
      this.at = at;
      const figure = this.figures[at];
      this.number.textContent = figure.dataset.figure;
      const focused = this.shown.contains(document.activeElement);
      this.shown.replaceChildren(this.#stage(figure), this.#words(figure));
      this.shown.scrollTop = 0;
      if (focused) this.shown.focus({ preventScroll: true }); // what had it has gone
      this.ways.forEach((way, which) => way.setAttribute("aria-disabled", String(!this.figures[at + (which ? 1 : -1)])));
    }

    #stage(figure) {
      const picture = copy(figure.querySelector("picture"));
      picture.querySelectorAll("[sizes]").forEach((each) => { each.sizes = LARGE; });
      picture.querySelector("img").loading = "eager";
      return part("div", "gallery-stage", picture);
    }

    #words(figure) {
      const words = part("div", "gallery-words", ...[...figure.querySelector("figcaption").children].map(copy));
      const alone = part("a", "", "画像だけを開く");
      alone.href = figure.dataset.large;
      words.append(part("p", "", alone));
      return words;
    }

    // In a field or with other keys held, an arrow means something else; and it moves a picture that is wider than the screen.
    #key(event) {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      this.#show(this.at + by);
    }
  }

  // The link becomes a button with the same words in the same place; the colour under a picture is not needed once it is there.
  function begin(figure, gallery) {
    const link = figure.querySelector(".figure-large");
    const press = part("button", "figure-large", link.textContent);
    press.type = "button";
    press.setAttribute("aria-haspopup", "dialog");
    figure.dataset.large = link.href;
    press.addEventListener("click", () => gallery.open(figure));
    link.replaceWith(press);
  }

  function uncover(figure) {
    const picture = figure.querySelector("img");
    const ground = figure.querySelector(".figure-ground");
    if (!ground) return;
    const drawn = () => picture.decode().then(() => ground.remove(), () => {}); // what cannot be drawn keeps its colour
    if (picture.complete) drawn();
    else picture.addEventListener("load", drawn, { once: true });
  }

  const figures = [...document.querySelectorAll("[data-figure]")];
  if (!figures.length || !window.HTMLDialogElement) return;
  const gallery = new Gallery(figures);
  figures.forEach((figure) => {
    begin(figure, gallery);
    uncover(figure);
  });
})();
