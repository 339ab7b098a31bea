// The file of corrections that the store takes: the lines that it has already, and those of the marks in their place.

function correctionRows(corrections, views, marks) {
  const at = Object.fromEntries(corrections.head.map((name, place) => [name, place]));
  let rows = corrections.rows;
  const cell = (row, name) => (row[at[name]] || "").trim().toLowerCase();

  for (const view of views) {
    const mark = marks.of(view.id);
    if (!mark) continue;
    const names = [view.id, ...(view.key ? [view.key] : [])];
    const own = (row) => names.includes(cell(row, "view_id"));
    const name = view.key && !rows.some((row) => cell(row, "view_id") === view.id) ? view.key : view.id;
    const isAdded = rows.some((row) => own(row) && cell(row, "field") === "add");
    const line = (field, value, note = "") => {
      const row = corrections.head.map(() => "");
      Object.assign(row, { [at.view_id]: name, [at.field]: field, [at.value]: value, [at.evidence]: view.evidence, [at.note]: note });
      return row;
    };

    if (mark.reject != null) {
      rows = rows.filter((row) => !own(row));
      if (!isAdded) rows = [...rows, line("reject", mark.reject || "not a view")];
      continue;
    }
    const changed = mark.right ? { stance: view.stance } : { ...(mark.stance && { stance: mark.stance }), ...mark.numbers };
    rows = rows.filter((row) => !own(row) || !(cell(row, "field") === "reject" || Object.hasOwn(changed, cell(row, "field"))));
    rows = [...rows, ...Object.entries(changed).map(([field, value]) => line(field, value, mark.right ? "marked right" : ""))];
  }
  return [corrections.head, ...rows];
}

function csvText(rows) {
  const quoted = (text) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join(",") + "\n").join("");
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
