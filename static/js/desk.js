// What scripts add to the desk. Everything works without.

// On a phone the doors are one row that is pushed along: where one is stands in sight.
{
  const here = document.querySelector(".desk-doors [aria-current]");
  const row = here?.closest("ul");
  if (row) row.scrollLeft = here.offsetLeft - row.offsetLeft - 32;
}
