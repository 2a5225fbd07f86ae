// The table of fields: filtered and sorted as a list of numbers, drawn one page at a time.
"use strict";

(() => {
  const form = document.getElementById("field-filters");
  if (!form) return;
  const PAGE = 50;
  const CONFIDENCES = ["low", "medium", "high"];
  const table = document.querySelector("table.fields");
  const pages = document.getElementById("field-pages");
  const [previous, next] = pages.querySelectorAll("button");
  const status = form.querySelector("[role=status]");
  const cells = data.fields.map(cellsOf);
  const words = cells.map((texts) => texts.join(" ").toLowerCase());
  let sorted = cells.map((_, place) => place);
  let matching = sorted;
  let page = 0;

  function cellsOf([store, path, found, subject, protection]) {
    const names = found.map(([category]) => data.categories[category].join(" "));
    return [data.stores[store], path, names.join(", "), subject, protection];
  }

  function categoryCell(found, lowest) {
    const cell = make("td");
    found.filter(([, confidence]) => confidence >= lowest).forEach(([category, confidence], place) => {
      if (place) cell.append(", ");
      const name = make("span", data.categories[category][1], confidence === 0 ? "guess" : "");
      name.title = `${data.categories[category][0]}, ${CONFIDENCES[confidence]} confidence`;
      cell.append(name);
    });
    return cell;
  }

  function rowOf(place, lowest) {
    const [store, path, , subject, protection] = cells[place];
    const row = make("tr");
    const head = make("th", store);
    head.scope = "row";
    row.append(head, make("td", path), categoryCell(data.fields[place][2], lowest));
    row.append(make("td", subject || "–"), make("td", protection));
    return row;
  }

  function lowestWanted() {
    return Number(form.elements.confidence.value);
  }

  function filter() {
    const texts = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const lowest = lowestWanted();
    matching = sorted.filter((place) => data.fields[place][2].some(([, confidence]) => confidence >= lowest)
      && texts.every((text) => words[place].includes(text)));
    page = 0;
    draw();
  }

  function draw() {
    const last = Math.max(0, Math.ceil(matching.length / PAGE) - 1);
    const lowest = lowestWanted();
    const rows = matching.slice(page * PAGE, (page + 1) * PAGE).map((place) => rowOf(place, lowest));
    table.tBodies[0].replaceChildren(...rows);
    status.textContent = `${matching.length.toLocaleString("en")} of ${amount(cells.length, "field")}`;
    pages.querySelector(".page").textContent = `Page ${page + 1} of ${last + 1}`;
    previous.disabled = page === 0;
    next.disabled = page === last;
    pages.hidden = last === 0;
  }

  function sortBy(column, heading) {
    const upward = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", upward ? "ascending" : "descending");
    const way = upward ? 1 : -1;
    sorted.sort((a, b) => way * cells[a][column].localeCompare(cells[b][column], "en") || a - b);
    filter();
  }

  Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
    heading.replaceChildren(button(heading.textContent, () => sortBy(column, heading)));
  });
  function turn(step) {
    page += step;
    draw();
  }
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
