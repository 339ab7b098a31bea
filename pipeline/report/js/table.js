// A table of views: those that live or those set aside, sorted, filtered, searched; a row opens its evidence.
// Roles are written out, since a table that is laid out as cards on a phone has none of its own.

const PAGE = 50; // rows that are drawn at once

let tables = 0;

function viewTable(place, views, context) {
  const all = "all" in place.dataset;
  const own = `t${++tables}`;
  const state = { living: true, sort: COLUMNS[0], direction: "descending", filters: {}, search: "", shown: PAGE, open: new Set() };
  if (!views.some((view) => view.lives) && views.length) state.living = false;
  const status = el("p", { class: "status", role: "status" });
  const head = el("thead", { role: "rowgroup" });
  const body = el("tbody", { role: "rowgroup" });
  const more = el("button", { type: "button", class: "more", click: () => { state.shown += PAGE * 4; drawRows(); } });
  const table = el("table", { class: all ? "rows all" : "rows", role: "table" }, el("caption", { class: "away" }, all ? "All views" : `Views on the ${views[0].index}`), head, body);
  const which = el("div", { class: "which", role: "group", "aria-label": "Which views" });
  const selects = el("div", { class: "controls" });
  let chosen = [];

  const columns = () => COLUMNS.filter((one) => (all || !one.onlyAll) && (state.living ? !one.onlyAside : !one.onlyLiving));

  function choose() {
    const tests = FILTERS.filter((one) => state.filters[one.name]);
    const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
    chosen = views.filter((view) => view.lives === state.living
      && tests.every((one) => one.of(view) === state.filters[one.name])
      && words.every((word) => view.searched().includes(word)));
    const { by } = state.sort;
    const turn = state.direction === "ascending" ? 1 : -1;
    const keyed = chosen.map((view, place) => [by(view), place, view]);
    keyed.sort(([a, i], [b, j]) => (a < b ? -turn : a > b ? turn : i - j));
    chosen = keyed.map(([, , view]) => view);
  }

  function drawHead() {
    head.replaceChildren(el("tr", { role: "row" }, ...columns().map((column) => {
      const sorted = state.sort === column;
      const word = column.by
        ? el("button", { type: "button", class: "sort", click: () => sortBy(column) }, column.word)
        : el("span", { class: "sort" }, column.word);
      return el("th", { scope: "col", role: "columnheader", class: column.name, "aria-sort": column.by ? (sorted ? state.direction : "none") : null }, word);
    })));
  }

  function sortBy(column) {
    const same = state.sort === column;
    state.direction = same ? (state.direction === "ascending" ? "descending" : "ascending") : column.first;
    state.sort = column;
    draw();
    [...head.querySelectorAll("button")].find((button) => button.textContent === column.word)?.focus();
  }

  function holderCell(view) {
    const isOpen = state.open.has(view.id);
    const mark = context.marks.of(view.id);
    const firm = view.analyst_name ? view.analyst_firm || (view.voter ? `for ${view.voter}` : "") : "";
    return el(
      "th", { scope: "row", role: "rowheader", class: "who" },
      el("button", { type: "button", class: "open", "aria-expanded": String(isOpen), "aria-controls": isOpen ? `${own}-${view.id}` : null }, view.holder),
      firm ? el("span", { class: "sub" }, firm) : null,
      mark ? el("span", { class: "sub marked" }, `Marked: ${markWords(mark)}`) : null,
      el("span", { class: "paper" }, `“${view.evidence}”`),
    );
  }

  function drawRow(view) {
    const cells = columns().map((column) => (column.name === "who" ? holderCell(view) : el("td", { class: column.name, role: "cell" }, ...column.cell(view))));
    const row = el("tr", { role: "row", class: `view${state.open.has(view.id) ? " open" : ""}`, "data-id": view.id }, ...cells);
    if (!state.open.has(view.id)) return [row];
    const sheet = el("td", { role: "cell", colspan: columns().length, id: `${own}-${view.id}` }, evidenceSheet(view, context));
    return [row, el("tr", { class: "evidence", role: "row" }, sheet)];
  }

  function drawRows() {
    const some = chosen.slice(0, state.shown);
    body.replaceChildren(...some.flatMap(drawRow));
    if (!some.length) body.append(el("tr", { role: "row" }, el("td", { role: "cell", colspan: columns().length, class: "soft" }, views.length ? "No view fits." : "There are no views.")));
    const rest = chosen.length - some.length;
    more.hidden = rest <= 0;
    more.textContent = `Show ${Math.min(rest, PAGE * 4)} more`;
    status.textContent = rest > 0 ? `${WHOLE.format(some.length)} of ${count(chosen.length, "view")} shown` : count(chosen.length, "view");
  }

  function drawWhich() {
    const living = views.filter((view) => view.lives).length;
    which.replaceChildren(...[[true, `Living ${WHOLE.format(living)}`], [false, `Set aside ${WHOLE.format(views.length - living)}`]].map(([value, word]) =>
      el("button", { type: "button", "aria-pressed": String(state.living === value), click: () => { showLiving(value); which.querySelector("[aria-pressed=true]").focus(); } }, word)));
  }

  function showLiving(value) {
    state.living = value;
    state.shown = PAGE;
    if (!columns().includes(state.sort)) [state.sort, state.direction] = [COLUMNS[0], "descending"];
    drawWhich();
    draw();
  }

  function drawControls() {
    const labels = FILTERS.filter((one) => all || !one.onlyAll).map((one) => {
      const counts = new Map();
      for (const view of views) counts.set(one.of(view), (counts.get(one.of(view)) || 0) + 1);
      const values = [...counts.keys()].sort((a, b) => a.localeCompare(b, "en"));
      const select = el("select", { name: one.name, change: () => { state.filters[one.name] = select.value; state.shown = PAGE; draw(); } },
        el("option", { value: "" }, "All"), ...values.map((value) => el("option", { value }, `${value} (${counts.get(value)})`)));
      return el("label", {}, one.word, select);
    });
    const search = el("input", { type: "search", name: "search", placeholder: "words of the evidence, a name …", input: () => { state.search = search.value; state.shown = PAGE; draw(); } });
    selects.replaceChildren(which, el("label", { class: "search" }, "Search", search), ...labels);
  }

  function draw() {
    choose();
    drawHead();
    drawRows();
  }

  function toggle(id) {
    if (state.open.has(id)) state.open.delete(id);
    else state.open.add(id);
    const row = rowOf(id);
    if (row.nextElementSibling?.classList.contains("evidence")) row.nextElementSibling.remove();
    row.replaceWith(...drawRow(context.byId.get(id)));
    rowOf(id).querySelector("button.open").focus();
  }

  const rowOf = (id) => [...body.children].find((row) => row.dataset.id === id);

  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr.view");
    if (row && !event.target.closest("a") && !(window.getSelection()?.toString())) toggle(row.dataset.id);
  });
  context.marks.listen((id) => {
    const row = rowOf(id);
    if (!row) return;
    row.querySelector("th.who").replaceWith(holderCell(context.byId.get(id)));
  });
  addEventListener("beforeprint", () => { state.before = state.shown; state.shown = Infinity; drawRows(); });
  addEventListener("afterprint", () => { state.shown = state.before ?? PAGE; drawRows(); });

  drawWhich();
  drawControls();
  draw();
  place.replaceChildren(selects, status, table, more);

  // Show one view whatever is filtered, with its evidence.
  return (id) => {
    const view = context.byId.get(id);
    [state.filters, state.search, state.living] = [{}, "", view.lives];
    drawWhich();
    drawControls();
    choose();
    state.shown = Math.max(PAGE, chosen.indexOf(view) + 1);
    state.open.add(id);
    draw();
    const row = rowOf(id);
    row.querySelector("button.open").focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  };
}
