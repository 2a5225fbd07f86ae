// The focus view: what lies one to three steps before and after one node, in columns by distance.
"use strict";

(() => {
  const frame = document.getElementById("focus");
  if (!frame || data.nodes.length === 0) return;
  const SVG = "http://www.w3.org/2000/svg";
  const LAYERS = ["collected", "stored", "logged", "recipient"];
  const [WIDTH, HEIGHT, COLUMN, ROW] = [220, 44, 310, 56];
  const [MOST_ROWS, MOST_CHOICES, MOST_LISTED] = [12, 12, 80];
  const form = frame.querySelector("form");
  const choices = document.getElementById("focus-choices");
  const before = data.nodes.map(() => []);
  const after = data.nodes.map(() => []);
  data.flows.forEach(([from, to]) => {
    after[from].push(to);
    before[to].push(from);
  });
  let centre = data.start;

  function draw(name, attributes, text) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // Columns by distance: negative before the node, positive after it. A node stands where it is first reached.
  function columnsAround(node, hops) {
    const columns = new Map([[0, [node]]]);
    const seen = new Set([node]);
    for (const [way, neighbours] of [[-1, before], [1, after]]) {
      let edge = [node];
      for (let hop = 1; hop <= hops && edge.length; hop += 1) {
        const found = [];
        for (const from of edge) {
          for (const to of neighbours[from]) {
            if (!seen.has(to)) {
              seen.add(to);
              found.push(to);
            }
          }
        }
        if (found.length) columns.set(way * hop, found);
        edge = found.slice(0, MOST_ROWS);
      }
    }
    return new Map([...columns].sort(([one], [other]) => one - other));
  }

  function shortened(text) {
    return text.length <= 26 ? text : `${text.slice(0, 10)}…${text.slice(-15)}`;
  }

  function boxOf(node, x, y) {
    const [id, name, layer] = data.nodes[node];
    const slash = name.indexOf("/");
    const group = draw("g", {
      class: node === centre ? "node centre" : "node", tabindex: 0, role: "button", "aria-label": `Focus on ${id}`,
    });
    const second = slash > 0 ? `${name.slice(0, slash)}, ${LAYERS[layer]}` : LAYERS[layer];
    group.append(
      draw("title", {}, id),
      draw("rect", { x, y, width: WIDTH, height: HEIGHT, rx: 4 }),
      draw("text", { x: x + 10, y: y + 18 }, shortened(name.slice(slash + 1))),
      draw("text", { x: x + 10, y: y + 35, class: "amount" }, shortened(second)),
    );
    group.addEventListener("click", () => focus(node, true));
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      focus(node, true);
    });
    return group;
  }

  // Where each visible node stands, and a note under a column that holds more than it shows.
  function placed(columns) {
    const spots = new Map();
    const notes = [];
    const tallest = Math.max(...[...columns.values()].map((nodes) => Math.min(nodes.length, MOST_ROWS)));
    [...columns.values()].forEach((nodes, column) => {
      const shown = nodes.slice(0, MOST_ROWS);
      const top = ((tallest - shown.length) * ROW) / 2 + 4;
      shown.forEach((node, row) => spots.set(node, { x: column * COLUMN + 4, y: top + row * ROW }));
      if (nodes.length > shown.length) {
        const text = `and ${(nodes.length - shown.length).toLocaleString("en")} more`;
        notes.push(draw("text", { x: column * COLUMN + 14, y: top + shown.length * ROW + 14, class: "amount" }, text));
      }
    });
    const size = { width: columns.size * COLUMN - (COLUMN - WIDTH) + 8, height: tallest * ROW + (notes.length ? 28 : 8) };
    return { spots, notes, size };
  }

  function bandsBetween(spots, flows) {
    const drawn = new Set();
    return flows.filter(([from, to]) => {
      const key = `${from} ${to}`;
      const isNew = !drawn.has(key) && spots.get(from).x !== spots.get(to).x;
      drawn.add(key);
      return isNew;
    }).map(([from, to]) => {
      const [start, end] = [spots.get(from), spots.get(to)];
      const forward = start.x < end.x;
      const [x1, x2] = forward ? [start.x + WIDTH, end.x] : [start.x, end.x + WIDTH];
      const [y1, y2] = [start.y + HEIGHT / 2, end.y + HEIGHT / 2];
      const middle = (x1 + x2) / 2;
      return draw("path", { class: "band", "stroke-width": 1.6, d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}` });
    });
  }

  function listed(flows) {
    const table = make("table");
    const head = make("tr");
    for (const text of ["From", "To", "How", "Data"]) {
      const cell = make("th", text);
      cell.scope = "col";
      head.append(cell);
    }
    table.createTHead().append(head);
    const body = table.createTBody();
    for (const [from, to, kind, categories, protection] of flows.slice(0, MOST_LISTED)) {
      const row = body.insertRow();
      const how = protection === "plain" ? kind : `${kind}, ${protection}`;
      const names = categories.map((category) => data.categories[category][1]).join(", ");
      for (const text of [data.nodes[from][0], data.nodes[to][0], how, names]) row.append(make("td", text));
    }
    return table;
  }

  function focus(node, isChosen) {
    centre = node;
    const columns = columnsAround(node, Number(form.elements.hops.value));
    const { spots, notes, size } = placed(columns);
    const flows = data.flows.filter(([from, to]) => spots.has(from) && spots.has(to));
    const svg = draw("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: "group", "aria-label": `Around ${data.nodes[node][0]}` });
    svg.append(...bandsBetween(spots, flows), ...[...spots].map(([each, { x, y }]) => boxOf(each, x, y)), ...notes);
    document.getElementById("focus-drawing").replaceChildren(svg);
    document.getElementById("focus-table").replaceChildren(listed(flows));
    const [ups, downs] = [before, after].map((neighbours) => new Set(neighbours[node]).size);
    document.getElementById("focus-status").textContent = `${data.nodes[node][0]}: ${amount(ups, "node")} directly before it, ${downs} after it`;
    if (isChosen) svg.querySelector(".centre").focus();
  }

  function offer(nodes) {
    const shown = nodes.slice(0, MOST_CHOICES).map((node) => {
      const item = make("li");
      item.append(button(data.nodes[node][0], () => focus(node, false)));
      return item;
    });
    if (nodes.length > MOST_CHOICES) shown.push(make("li", `and ${(nodes.length - MOST_CHOICES).toLocaleString("en")} more`, "matching"));
    choices.replaceChildren(...shown);
  }

  function degree(node) {
    return before[node].length + after[node].length;
  }

  function search() {
    const texts = form.elements.node.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = texts.length ? data.nodes.flatMap(([id, name], node) => {
      const words = `${id} ${name}`.toLowerCase();
      return texts.every((text) => words.includes(text)) ? [node] : [];
    }) : [];
    offer(found.sort((a, b) => degree(b) - degree(a) || a - b));
  }

  document.querySelectorAll(".overview a").forEach((box) => box.addEventListener("click", () => {
    const members = data.nodes.flatMap(([, , , group], node) => (group === Number(box.dataset.group) ? [node] : []));
    members.sort((a, b) => degree(b) - degree(a) || a - b);
    offer(members);
    focus(members[0], false);
  }));
  form.elements.node.addEventListener("input", search);
  form.elements.hops.addEventListener("change", () => focus(centre, false));
  form.addEventListener("submit", (event) => event.preventDefault());
  frame.hidden = false;
  focus(centre, false);
})();
