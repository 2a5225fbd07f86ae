// Filters over the gaps, which stand in the page already.
"use strict";

(() => {
  const form = document.getElementById("gap-filters");
  if (!form) return;
  const AT_ONCE = 30;
  const cards = Array.from(document.querySelectorAll("article.gap"));
  const groups = Array.from(document.querySelectorAll(".gap-group"));
  const words = new Map();
  const status = form.querySelector("[role=status]");
  const more = button("", () => {
    limit += AT_ONCE * 2;
    update();
  });
  let limit = AT_ONCE;

  function wordsOf(card) {
    if (!words.has(card)) words.set(card, card.textContent.toLowerCase());
    return words.get(card);
  }

  function wanted(card, choice) {
    return choice.severities.has(card.dataset.severity)
      && (!choice.kind || card.dataset.kind === choice.kind)
      && (!choice.category || card.dataset.categories.split(" ").includes(choice.category))
      && choice.texts.every((text) => wordsOf(card).includes(text));
  }

  function update() {
    const values = new FormData(form);
    const choice = {
      severities: new Set(values.getAll("severity")),
      kind: values.get("kind"),
      category: values.get("category"),
      texts: values.get("text").toLowerCase().split(/\s+/).filter(Boolean),
    };
    let matching = 0;
    for (const card of cards) {
      card.hidden = !wanted(card, choice);
      if (!card.hidden) matching += 1;
      card.classList.toggle("over", !card.hidden && matching > limit);
    }
    for (const group of groups) {
      const open = Array.from(group.querySelectorAll("article.gap:not([hidden])"));
      group.hidden = open.length === 0;
      group.classList.toggle("over", open.every((card) => card.classList.contains("over")));
    }
    status.textContent = `${matching.toLocaleString("en")} of ${amount(cards.length, "gap")}`;
    more.hidden = matching <= limit;
    more.textContent = `Show more (${amount(matching - limit, "gap")} left)`;
  }

  // A link to a gap that a filter or the cap hides brings it back.
  function reveal() {
    const place = cards.findIndex((card) => `#${card.id}` === location.hash);
    if (place < 0) return;
    if (cards[place].hidden) form.reset();
    limit = Math.max(limit, place + 1);
    update();
    cards[place].scrollIntoView();
  }

  form.addEventListener("input", () => {
    limit = AT_ONCE;
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  groups[groups.length - 1].after(more);
  form.hidden = false;
  update();
  reveal();
})();
