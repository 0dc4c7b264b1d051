// A picture that is too large is told of at once: sent, it would be refused, and all that was typed with it.
(() => {
  const field = document.querySelector('input[type="file"][data-most]');
  field?.addEventListener("change", () => {
    const size = field.files[0]?.size ?? 0;
    field.setCustomValidity(size > Number(field.dataset.most) ? field.dataset.tooLarge : "");
    field.reportValidity();
  });
})();
