// What the columns of a table of views show, what sorts them, and what the filters choose by.

function levelsCell(view) {
  const parts = [];
  for (const [field, letter, word] of [["support", "S", "support"], ["resistance", "R", "resistance"], ["trigger", "T", "trigger"], ["bull_case", "Bull", ""], ["bear_case", "Bear", ""]]) {
    if (view.levels[field] == null) continue;
    if (parts.length) parts.push(" · ");
    const values = [view.levels[field]].flat().map(points).join(" ");
    parts.push(el("span", {}, el("abbr", word ? { title: word } : {}, letter), ` ${values}`));
  }
  return parts;
}

function targetCell(view) {
  const { price_target: target, target_low: low, target_high: high, price_target_previous: former } = view.levels;
  if (target == null) return low != null && high != null ? [`${points(low)}–${points(high)}`] : [];
  const from = former != null && former !== target ? el("span", { class: "sub" }, `from ${points(former)}, ${percent(target / former - 1)}`) : null;
  return [points(target), from];
}

const COLUMNS = [
  { name: "date", word: "Day", by: (view) => view.date || "", first: "descending", cell: (view) => [el("span", {}, view.date ? day(view.date) : "undated")] },
  { name: "who", word: "Holder", by: (view) => view.holder.toLowerCase(), first: "ascending" },
  { name: "of", word: "Index", by: (view) => view.index, first: "ascending", cell: (view) => [view.index], onlyAll: true },
  { name: "thinks", word: "Stance", by: (view) => STANCES.indexOf(view.stance), first: "ascending", cell: (view) => [stanceWord(view.stance), view.proxy ? el("span", { class: "sub" }, "by proxy") : null] },
  { name: "target num", word: "Target", by: (view) => view.target ?? -Infinity, first: "descending", cell: targetCell },
  { name: "horizon", word: "Until", by: (view) => view.horizon || "~", first: "ascending", cell: (view) => [view.until || el("span", { class: "soft" }, "not said")] },
  { name: "levels", word: "Levels", by: null, cell: levelsCell, onlyLiving: true },
  { name: "whyset", word: "Set aside because", by: (view) => view.status, first: "ascending", onlyAside: true,
    cell: (view) => [view.unknown ? "Not counted" : view.status[0].toUpperCase() + view.status.slice(1), el("span", { class: "sub" }, view.status_reason || "")] },
];

const FILTERS = [
  { name: "firm", word: "Firm", of: (view) => view.analyst_firm || "(none)" },
  { name: "analyst", word: "Analyst", of: (view) => view.analyst_name || "(none)" },
  { name: "index", word: "Index", of: (view) => view.index, onlyAll: true },
  { name: "stance", word: "Stance", of: (view) => view.stance },
  { name: "horizon", word: "Horizon", of: (view) => view.until || "not said" },
  { name: "proxy", word: "Speaks of", of: (view) => (view.proxy ? "a group of stocks" : "the index") },
];
