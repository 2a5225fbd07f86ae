// What the other scripts share. Text enters the page through textContent alone: names are untrusted.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const ROWS_AT_ONCE = 40;

function make(name, text, className) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function button(text, act) {
  const element = make("button", text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

function amount(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

// Long tables open with their first rows and grow on request; print shows them whole.
function capRows(table) {
  const rows = Array.from(table.tBodies[0].rows);
  if (rows.length <= ROWS_AT_ONCE) return;
  let shown = ROWS_AT_ONCE;
  const more = button("", () => {
    shown += ROWS_AT_ONCE * 5;
    update();
  });
  function update() {
    rows.forEach((row, place) => row.classList.toggle("over", place >= shown));
    more.hidden = shown >= rows.length;
    more.textContent = `Show more (${amount(rows.length - shown, "row")} left)`;
  }
  table.parentElement.after(more);
  update();
}

document.querySelectorAll("table.capped").forEach(capRows);
