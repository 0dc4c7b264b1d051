// The point of a picture that stays when it is cropped: set by pressing on the picture, or by arrow keys. The two fields hold it,
// with and without this.
(() => {
  const focus = document.querySelector("[data-focus]");
  if (!focus) return;
  const across = document.getElementById("focus_x");
  const down = document.getElementById("focus_y");
  const card = focus.querySelector(".focus-card svg");
  const said = focus.querySelector("[data-focus-said]");
  const size = { width: Number(focus.dataset.width), height: Number(focus.dataset.height) };
  const [wide, high] = focus.dataset.card.split(":").map(Number);
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const percent = (field) => {
    const value = Number(field.value.normalize("NFKC").trim() || 50);
    return value >= 0 && value <= 100 ? value : 50;
  };
  const within = (value) => Math.min(100, Math.max(0, Math.round(value)));

  // The same rule as catalogue/domain/cropping.py.
  const draw = () => {
    const [x, y] = [percent(across), percent(down)];
    for (const line of focus.querySelectorAll("[data-across]")) for (const end of ["y1", "y2"]) line.setAttribute(end, y);
    for (const line of focus.querySelectorAll("[data-down]")) for (const end of ["x1", "x2"]) line.setAttribute(end, x);
    const width = Math.min(size.width, (size.height * wide) / high);
    const height = (width * high) / wide;
    card.setAttribute("viewBox", `${((size.width - width) * x) / 100} ${((size.height - height) * y) / 100} ${width} ${height}`);
  };
  const put = (x, y) => {
    across.value = within(x);
    down.value = within(y);
    draw();
    said.textContent = `左から${across.value}％、上から${down.value}％`;
  };

  const pad = document.createElement("button");
  pad.type = "button";
  pad.className = "focus-pad";
  pad.setAttribute("aria-label", "画像の上で、残したい所を選ぶ。矢印キーで動きます");
  pad.addEventListener("click", (event) => {
    if (!event.detail) return; // pressed by a key: nowhere on the picture
    const box = pad.getBoundingClientRect();
    put(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  });
  pad.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 2;
    put(percent(across) + step[0] * far, percent(down) + step[1] * far);
  });
  focus.querySelector(".focus-picture").append(pad);
  focus.querySelector("[data-focus-told]").hidden = false;
  for (const field of [across, down]) field.addEventListener("input", draw);
})();
