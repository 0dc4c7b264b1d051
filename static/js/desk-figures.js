// Files for figures: chosen or dropped, each sent on its own, so that one can be stopped or sent again without the others.
// Without this the form sends them all at once.
(() => {
  "use strict";
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const part = (name) => form.querySelector(`[data-${name}]`);
  const field = form.querySelector('input[type="file"]');
  const token = form.elements.csrf_token;
  const [zone, list, said, send, on, signIn] = ["zone", "lines", "said", "send", "on", "sign-in"].map(part);
  const { mostEach, mostFiles } = form.dataset;
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu; // what turns or hides what stands around it
  const AGAIN = "「もう一度送る」を押してください。";
  const FOR_GOOD = [404, 413, 422]; // sent again, the same file would be refused again
  const lines = []; // { file, name, item, state, request, added }; states: waiting, sending, working, done, refused
  let room = Number(form.dataset.room);
  const counted = document.querySelector("[data-counted]");
  let busy = false;

  for (const each of form.querySelectorAll("[data-with-script]")) each.hidden = false;

  field.addEventListener("change", () => {
    choose([...field.files]);
    field.value = ""; // the list below is what is chosen, and the same file may be chosen again
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    if (lines.some((line) => line.state === "waiting")) return void sendAll();
    say("画像のファイルを選んでください。");
    field.focus();
  });

  // What is dropped beside the zone must not take the place of this page.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  zone.addEventListener("dragover", () => zone.classList.add("figure-zone-over"));
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("figure-zone-over"));
  zone.addEventListener("drop", (event) => choose([...event.dataTransfer.files]));

  window.addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });

  function choose(files) {
    for (const file of files) add(file);
    const waiting = count("waiting");
    if (waiting && !busy) say(`${waiting}件を選びました。「${send.textContent.trim()}」を押すと送ります。`);
  }

  function add(file) {
    const item = part("line").content.cloneNode(true).firstElementChild;
    const line = { file, item, state: "waiting", request: null };
    const name = file.name.replace(UNSEEN, "").slice(0, 60) || "名前のないファイル";
    line.name = name;
    inside(line, "name").textContent = `${name}（${megabytes(file.size)}）`;
    item.querySelector("progress").setAttribute("aria-label", `${name}の送信`);
    inside(line, "stop").addEventListener("click", () => stop(line));
    inside(line, "again").addEventListener("click", () => again(line));
    for (const each of ["stop", "again"]) inside(line, each).append(hidden(`（${name}）`));
    list.hidden = false;
    list.append(item);
    lines.push(line);
    const why = whyNot(file);
    become(line, why ? "refused" : "waiting", why || "まだ送っていません");
  }

  // What would be refused is told of before it is sent.
  function whyNot(file) {
    if (file.size > Number(mostEach)) return `大きすぎます。${megabytes(mostEach)}までに縮小してから選んでください。`;
    if (count("waiting") >= Number(mostFiles)) return `一度に送れるのは${mostFiles}件までです。送り終えてから、選び直してください。`;
    return count("waiting") >= room ? `この事例に加えられる図は、あと${room}件です。` : "";
  }

  async function sendAll() {
    busy = true;
    say("送っています。終わるまで、このページを開いたままにしてください。");
    for (let line; (line = lines.find((each) => each.state === "waiting")); ) await sendOne(line);
    busy = false;
    const added = lines.filter((line) => line.added).length;
    const left = lines.filter((line) => line.state === "refused").length;
    say(`${added ? `${added}件を加えました。` : "新しく加えた図はありません。"}${left ? `加えていないファイルが${left}件あります。` : ""}`);
  }

  async function sendOne(line) {
    let answer = await post(line);
    // A page that was left open for long has a token that is too old.
    if (answer.status === 400 && !answer.told && (await renewToken())) answer = await post(line);
    if (line.state === "refused") return; // stopped
    const [taken] = answer.told?.taken ?? [];
    if (taken) return done(line, taken);
    become(line, "refused", answer.told?.refused?.[0] ?? because(answer.status));
    signIn.hidden = answer.status !== 403;
    inside(line, "again").hidden = FOR_GOOD.includes(answer.status);
  }

  function post(line) {
    const body = new FormData();
    body.append("picture", line.file, line.file.name);
    body.append("page", form.elements.page.value);
    const request = new XMLHttpRequest();
    const bar = line.item.querySelector("progress");
    line.request = request;
    become(line, "sending", "送っています");
    return new Promise((resolve) => {
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      });
      request.upload.addEventListener("load", () => become(line, "working", "届きました。画像を取り込んでいます"));
      request.addEventListener("loadend", () => resolve({ status: request.status, told: told(request) }));
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", token.value);
      request.send(body);
    });
  }

  function told(request) {
    const isJson = request.getResponseHeader("Content-Type")?.startsWith("application/json");
    try {
      return isJson ? JSON.parse(request.responseText) : null;
    } catch {
      return null;
    }
  }

  async function renewToken() {
    try {
      const page = await (await fetch(form.action, { credentials: "same-origin" })).text();
      const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-upload] [name=csrf_token]");
      if (fresh) token.value = fresh.value;
      return Boolean(fresh);
    } catch {
      return false;
    }
  }

  function because(status) {
    if (status === 0) return `送れませんでした。通信を確かめて、${AGAIN}`;
    if (status === 403) return `サインインの期限が切れたため、送れませんでした。このページを開いたまま、別の画面でサインインしてから、${AGAIN}`;
    if (status === 413) return "大きすぎるため、受け付けられませんでした。縮小してから選んでください。";
    if (status === 404) return "この事例の原稿が見つかりません。取り下げられたか、アドレスが変わっています。";
    return `受け付けられませんでした。少し待ってから、${AGAIN}`;
  }

  function done(line, taken) {
    become(line, "done", taken.message);
    line.added = taken.outcome !== "there";
    if (line.added) countDown();
    const picture = new Image(160, 120);
    picture.src = taken.image;
    picture.alt = "";
    line.item.prepend(picture);
    const compare = inside(line, "compare");
    compare.href = `${form.dataset.added}?new=${taken.digest}`;
    compare.hidden = !taken.alike;
    if (line.added && on.hidden) {
      on.href = taken.edit;
      on.hidden = false;
      send.classList.add("button-quiet");
    }
  }

  function countDown() {
    room -= 1;
    counted.textContent = `この事例の図：いま${form.dataset.most - room}件。あと${room}件加えられます。`;
  }

  function stop(line) {
    if (line.state === "waiting") {
      lines.splice(lines.indexOf(line), 1);
      line.item.remove();
      list.hidden = !lines.length;
      field.focus();
      return say(`「${line.name}」を送るのをやめました。`);
    }
    become(line, "refused", "送るのをやめました。");
    inside(line, "again").hidden = false;
    inside(line, "again").focus();
    line.request.abort();
  }

  function again(line) {
    inside(line, "again").hidden = true;
    become(line, "waiting", "順番を待っています");
    if (!busy) sendAll();
  }

  function become(line, state, sentence) {
    line.state = state;
    line.item.dataset.stands = state;
    inside(line, "state").textContent = sentence;
    line.item.querySelector("progress").hidden = state !== "sending";
    inside(line, "stop").hidden = state !== "waiting" && state !== "sending";
  }

  function inside(line, name) {
    return line.item.querySelector(`[data-${name}]`);
  }

  function count(state) {
    return lines.filter((line) => line.state === state).length;
  }

  function megabytes(bytes) {
    const size = Number(bytes) / 1048576;
    return size < 1 ? `${Math.max(1, Math.round(Number(bytes) / 1024))}KB` : `${Number(size.toFixed(1))}MB`;
  }

  function hidden(text) {
    const shown = document.createElement("span");
    shown.className = "visually-hidden";
    shown.textContent = text;
    return shown;
  }

  function say(sentence) {
    said.textContent = sentence;
  }
})();
