// Rows of a form, added, moved and dropped in place. The server does it either way: the same request is sent as without
// scripts, and the sections of its answer take the place of those that are there.
(() => {
  const form = document.querySelector("[data-desk-form]");
  if (!form) return;
  const BODY = "[data-form-body]";
  let leaving = false;

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (leaving || !button || button.name !== "press") return;
    event.preventDefault();
    if (button.value !== "stay") press(button);
  });

  // Enter in a line of text neither saves nor sends anything; in a box of several lines it begins a new one.
  form.addEventListener("keydown", (event) => {
    const line = event.target.matches("input:not([type=checkbox]):not([type=radio])");
    const entered = event.key === "Enter" && !event.isComposing;
    if (entered && line && form.querySelector('[name="press"][value="stay"]')) event.preventDefault();
  });

  async function press(button) {
    const body = form.querySelector(BODY);
    const sent = new URLSearchParams(new FormData(form));
    sent.append(button.name, button.value);
    body.inert = true;
    body.setAttribute("aria-busy", "true");
    const fresh = await answer(sent);
    body.inert = false;
    body.removeAttribute("aria-busy");
    if (fresh) swap(body, fresh);
    else leave(button);
  }

  // The new sections; nothing where the answer is another page (nobody is signed in, the network is gone).
  async function answer(sent) {
    try {
      const response = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      return response.ok && page.querySelector(BODY) ? page : null;
    } catch {
      return null;
    }
  }

  // Then the browser itself sends the form, and shows what comes.
  function leave(button) {
    leaving = true;
    form.requestSubmit(button);
  }

  function swap(body, page) {
    const fresh = page.querySelector(BODY);
    const open = new Set([...body.querySelectorAll("details[open]")].map((each) => each.id));
    for (const each of fresh.querySelectorAll("details")) each.open = each.open || open.has(each.id);
    body.replaceWith(document.adoptNode(fresh));
    renew(page, ".save-bar-sources");
    renewHidden(page);
    say(fresh.dataset.said);
    document.getElementById(fresh.dataset.focus)?.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The list of sources beside the button that saves.
  function renew(page, selector) {
    const old = form.querySelector(selector);
    const fresh = page.querySelector(selector);
    if (!old || !fresh) return;
    fresh.open = old.open;
    old.replaceWith(document.adoptNode(fresh));
  }

  // What the form carries besides its sections: the draft it is kept in has a number now.
  function renewHidden(page) {
    for (const old of form.querySelectorAll(`:scope > input[type="hidden"]`)) {
      const fresh = page.querySelector(`[data-desk-form] > input[type="hidden"][name="${CSS.escape(old.name)}"]`);
      if (fresh) old.value = fresh.value;
    }
  }

  function say(sentence) {
    const place = form.querySelector("[data-form-said]");
    if (place) place.textContent = sentence ?? "";
  }

  // Which sources the numbers name, while they are typed.
  form.addEventListener("input", (event) => {
    const box = event.target.closest?.("[data-numbers]");
    if (box) cite(box);
  });

  function cite(box) {
    const numbers = box.querySelector("input").value.normalize("NFKC").match(/\d+/g) ?? [];
    const titles = [...new Set(numbers)].map(titled).filter(Boolean);
    box.querySelector(".form-cited").replaceChildren(...titles);
  }

  function titled(number) {
    const title = document.getElementById(`sources-${number - 1}-title`)?.value.trim();
    if (!title) return null;
    const shown = document.createElement("span");
    shown.textContent = `[${Number(number)}] ${title.length > 30 ? `${title.slice(0, 30)}…` : title}`;
    return shown;
  }
})();
