/*
 * The visitor's list without leaving the page: a press on 「リストに入れる」 is sent in the background, then every button and the
 * count in the head say how things stand. Whatever is out of the ordinary goes the way it goes without scripts.
 */
(() => {
  "use strict";
  const WORDS = { add: "リストに入れる", drop: "はずす" };
  const address = document.querySelector(".list-door").href;
  const form = document.getElementById("shortlist-form");

  function show({ count, slugs }) {
    document.querySelectorAll("[data-list-count]").forEach((place) => { place.textContent = count; });
    document.querySelectorAll("[data-keep]").forEach((button) => {
      const listed = slugs.includes(button.value);
      const act = listed ? "drop" : "add";
      button.name = act;
      button.querySelector("[data-keep-label]").textContent = WORDS[act];
      button.parentElement.classList.toggle("kept", listed);
      button.parentElement.querySelector(".keep-word").hidden = !listed;
    });
  }

  function say(words) {
    document.querySelector("[data-list-said]").textContent = words;
  }

  async function send(button) {
    const asked = new FormData(form, button);
    asked.set("format", "json");
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(asked) });
    if (!answer.ok) throw new Error(`the list was not changed: ${answer.status}`);
    return answer.json();
  }

  // One press at a time; a press that comes while another is on its way waits for nothing and is not lost either.
  let last = Promise.resolve();

  function pressInPlace() {
    form?.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button || !("keep" in button.dataset)) return;
      event.preventDefault();
      if (button.ariaBusy === "true") return;
      button.ariaBusy = "true";
      last = last.then(async () => {
        try {
          const now = await send(button);
          show(now);
          say(now.said);
        } catch {
          delete button.dataset.keep;
          form.requestSubmit(button);
        } finally {
          button.ariaBusy = "false";
        }
      });
    });
  }

  // A page that comes back from the browser's memory is as old as when it was left.
  function refreshOnReturn() {
    window.addEventListener("pageshow", async (event) => {
      const returned = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
      if (!returned) return;
      const answer = await fetch(`${address}?format=json`).catch(() => null);
      if (answer?.ok) show(await answer.json());
    });
  }

  function offerCopy() {
    document.querySelectorAll("[data-copy-field]").forEach((button) => {
      const field = document.getElementById(button.dataset.copyField);
      const label = button.firstChild;
      const plain = label.data;
      button.hidden = false;
      field.addEventListener("focus", () => field.select());
      button.addEventListener("click", async () => {
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
        } catch {
          document.execCommand("copy"); // a page that is not on https has no clipboard of its own
        }
        label.data = "コピーしました";
        say("コピーしました");
        window.setTimeout(() => { label.data = plain; }, 4000);
      });
    });
  }

  // Notes that are typed and not saved are not left behind without a word.
  function keepTyped() {
    const fields = form ? [...form.elements].filter((field) => field.matches("textarea, input[type=text]")) : [];
    if (!fields.length) return;
    const changed = () => fields.some((field) => field.value !== field.defaultValue);
    let sent = false;
    form.addEventListener("submit", () => { sent = true; });
    window.addEventListener("pageshow", () => { sent = false; });
    window.addEventListener("beforeunload", (event) => { if (!sent && changed()) event.preventDefault(); });
  }

  pressInPlace();
  refreshOnReturn();
  offerCopy();
  keepTyped();
})();
