/*
 * Small helps on top of pages that work without them: the drawer of facets stands open where an old browser cannot open it by
 * style alone, buttons and folds say how many are chosen, the citation can be copied, facets apply as they are ticked.
 */
(() => {
  "use strict";
  const wide = window.matchMedia("(min-width: 60rem)");

  function openDrawer() {
    const drawer = document.getElementById("sift-drawer");
    if (drawer && wide.matches && !CSS.supports("selector(::details-content)")) drawer.open = true;
  }

  // Ticking a box sends the form, then focus and place come back to the same box on the new page.
  function applyFacets() {
    const form = document.getElementById("sift");
    if (!form || form.closest(".browse-table")) return;
    form.querySelector("[data-live]").hidden = !wide.matches;
    form.addEventListener("change", (event) => {
      if (!wide.matches || event.target.type !== "checkbox") return;
      sessionStorage.setItem("sift", JSON.stringify({ name: event.target.name, value: event.target.value, top: window.scrollY }));
      form.requestSubmit();
    });
    const kept = sessionStorage.getItem("sift");
    if (!kept) return;
    sessionStorage.removeItem("sift");
    const { name, value, top } = JSON.parse(kept);
    const box = [...form.elements].find((element) => element.name === name && element.value === value);
    if (!box) return;
    window.scrollTo(0, top);
    box.focus({ preventScroll: true });
  }

  // An empty field says nothing, so it need not stand in the address.
  function tidyAddress() {
    document.querySelectorAll('form[method="get"]').forEach((form) => {
      form.addEventListener("formdata", (event) => {
        for (const name of ["q", "from", "to", "number"]) if (event.formData.get(name) === "") event.formData.delete(name);
      });
    });
  }

  function countPicks() {
    document.querySelectorAll("[data-pick]").forEach((button) => {
      const label = button.querySelector("[data-pick-label]");
      const plain = label.textContent;
      const count = () => {
        const chosen = [...button.form.elements].filter((element) => element.name === "case" && element.checked).length;
        label.textContent = chosen ? `えらんだ${chosen}件をくらべる` : plain;
      };
      document.addEventListener("change", count);
      window.addEventListener("pageshow", count);
    });
  }

  // A folded theme says how many of its cases are ticked.
  function countTicks() {
    document.querySelectorAll("[data-ticked]").forEach((words) => {
      const group = words.closest("details");
      const count = () => {
        const ticked = group.querySelectorAll(":checked").length;
        words.textContent = ticked ? `（${ticked}件を選択中）` : "";
      };
      group.addEventListener("change", count);
      window.addEventListener("pageshow", count);
    });
  }

  function offerCopy() {
    if (!navigator.clipboard) return;
    document.querySelectorAll("[data-copy]").forEach((button) => {
      const plain = button.textContent;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        button.textContent = "コピーしました";
        window.setTimeout(() => { button.textContent = plain; }, 4000);
      });
    });
  }

  openDrawer();
  applyFacets();
  tidyAddress();
  countPicks();
  countTicks();
  offerCopy();
})();
