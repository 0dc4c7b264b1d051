// What is typed is kept on the server: a moment after typing stops, and when the page is left.
(() => {
  "use strict";
  const form = document.querySelector("[data-drafts]");
  if (!form) return;
  const PAUSE = 1000; // milliseconds without a key
  const MOST_ON_LEAVING = 60000; // bytes: browsers send no more than 64 KiB for a page that is going
  const said = form.querySelector("[data-draft-said]");
  let kept = typed().toString();
  let asking = null; // the request that is under way
  let asked = ""; // and what it holds
  let timer = 0;
  let sending = false;

  // Everything but what is new on every page.
  function typed() {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("csrf_token");
    fields.delete("draft");
    return fields;
  }

  function whole() {
    return new URLSearchParams(new FormData(form));
  }

  function isDirty() {
    return !sending && typed().toString() !== kept;
  }

  function keepSoon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, isNew() && !asking ? 0 : PAUSE); // a new case gets its draft at once: only one
  }

  function isNew() {
    return !form.elements.draft.value && !form.elements.case_slug.value;
  }

  async function keep() {
    if (!isDirty()) return;
    if (asking) return keepSoon(); // one after the other: the later must not be overtaken
    asked = typed().toString();
    asking = send(asked);
    await asking;
    asking = null;
  }

  async function send(now) {
    const body = whole();
    const keepalive = body.toString().length < MOST_ON_LEAVING; // goes on when the page is left
    try {
      const answer = await fetch(form.dataset.drafts, { method: "POST", body, credentials: "same-origin", keepalive });
      const json = answer.headers.get("Content-Type")?.startsWith("application/json");
      const told = json ? await answer.json() : {};
      if (answer.ok) done(now, told);
      else say(told.message ?? refused(answer.status));
    } catch {
      if (!sending) say("書きかけを保存できませんでした。通信を確かめてください。入力した内容は、この画面に残っています。");
    }
  }

  function refused(status) {
    if (status === 403) return "サインインの期限が切れたため、書きかけを保存できません。「保存する」を押すとサインインの画面が開き、そのまま続けられます。";
    if (status === 413) return "内容が大きすぎるため、書きかけを保存できません。";
    return "書きかけを保存できませんでした。入力した内容は、この画面に残っています。";
  }

  function done(now, told) {
    kept = now;
    if (told.id) form.elements.draft.value = told.id;
    say(told.message);
  }

  function say(sentence) {
    if (said && sentence && said.textContent !== sentence) said.textContent = sentence;
  }

  // Nothing can be waited for any more.
  function leave() {
    if (!isDirty()) return;
    const now = typed().toString();
    if (asking && asked === now) return;
    if (navigator.sendBeacon(form.dataset.drafts, whole())) kept = now;
  }

  form.addEventListener("input", keepSoon);
  form.addEventListener("change", keepSoon);

  // A form that is being sent is kept by whoever receives it. A press that a script answers has been prevented.
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    window.clearTimeout(timer);
    if (asking && isNew()) {
      event.preventDefault(); // until the number of its draft is known
      asking.then(() => form.requestSubmit(event.submitter));
      return;
    }
    sending = true;
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", () => (sending = false));

  // Too much for a page that is going: then it is asked to stay until it has been kept.
  window.addEventListener("beforeunload", (event) => {
    if (isDirty() && whole().toString().length > MOST_ON_LEAVING) {
      keep();
      event.preventDefault();
    }
  });
})();
