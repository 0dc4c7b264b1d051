// What scripts add to the desk. Everything works without.
