// What a row opens: the evidence among its neighbours, with holder, index and numbers marked, its source, and its facts.

const REACH = 280; // characters before and after the evidence

const WHAT_WORDS = {
  holder: "holder", index: "index", target: "target", prior_target: "previous target", bull_case: "bull case", bear_case: "bear case",
  range_low: "low of range", range_high: "high of range", support: "support", resistance: "resistance", trigger: "trigger", fair_value: "fair value",
};

// The text around the evidence, cut at blanks; and whether the article goes on before and after it.
function surroundings({ text, at: [start, end], goesOn: [before, after] }) {
  let from = Math.max(0, start - REACH);
  let to = Math.min(text.length, end + REACH);
  const isCut = [from > 0 || before, to < text.length || after];
  if (isCut[0]) from = Math.min(start, text.slice(from, start).search(/\s/) + 1 + from || from);
  if (isCut[1]) to = Math.max(end, text.lastIndexOf(" ", to));
  return [from, to, ...isCut];
}

function quotation(view) {
  const { text, at, marks } = view;
  const [from, to, isCutBefore, isCutAfter] = surroundings(view);
  const piece = (start, end) => {
    const parts = [];
    let place = start;
    for (const [markStart, markEnd, what] of marks) {
      if (markStart < place || markEnd > end) continue;
      const kind = what === "holder" || what === "index" ? what : "number";
      parts.push(text.slice(place, markStart), el("mark", { class: kind, title: WHAT_WORDS[what] || what }, text.slice(markStart, markEnd)));
      place = markEnd;
    }
    parts.push(text.slice(place, end));
    return parts.filter((part) => part !== "");
  };
  return el(
    "blockquote", { class: "quote" },
    isCutBefore ? "… " : "", ...piece(from, at[0]),
    el("span", { class: "sentence" }, ...piece(...at)),
    ...piece(at[1], to), isCutAfter ? " …" : "",
  );
}

function sourceLine(view) {
  const { title, publisher, url, file, date, cut } = view.source;
  const name = title || file;
  const link = url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, name, el("span", { class: "away" }, " (opens the source)")) : name;
  const rest = [publisher, date ? day(date) : "undated", title ? file : "", cut ? "cut off by a paywall" : ""].filter(Boolean).join(" · ");
  return el("p", { class: "source" }, "From ", link, el("span", { class: "sub" }, rest));
}

function factList(view, byId) {
  const facts = [];
  const add = (name, ...value) => facts.push(el("dt", {}, name), el("dd", {}, ...value));
  if (view.analyst_role) add("Role", view.analyst_role);
  if (view.co_analysts) add("With", view.co_analysts.join(", "));
  if (view.until) add("Until", view.until);
  for (const [field, value] of Object.entries(view.levels)) {
    const word = NUMBER_WORDS[field];
    add(word[0].toUpperCase() + word.slice(1), [value].flat().map(points).join(", "));
  }
  if (view.action_change) add("Action", view.action_change);
  if (view.upside_stated != null) add("Stated move", percent(view.upside_stated));
  if (view.condition) add("Condition", view.condition);
  if (view.proxy) add("Speaks of", "a group of stocks that stands for the index");
  if (view.confidence != null) add("Confidence", view.confidence.toFixed(2));
  add("Status", view.status, view.votes ? ", votes in the consensus" : "");
  if (view.status_reason) add("Why", view.status_reason);
  for (const [word, id] of [["Repeats", view.duplicate_of], ["Replaced by", view.superseded_by]]) {
    const other = byId.get(id);
    if (other) add(word, el("a", { href: `#v-${encodeURIComponent(id)}` }, `${other.holder}, ${other.date ? day(other.date) : "undated"}`));
  }
  return el("dl", { class: "facts" }, ...facts);
}

function evidenceSheet(view, { byId, marks }) {
  const legend = el(
    "p", { class: "legend" },
    el("span", {}, el("mark", { class: "holder" }, "holder")), el("span", {}, el("mark", { class: "index" }, "index")), el("span", {}, el("mark", { class: "number" }, "number")),
  );
  return el(
    "div", { class: "sheet" },
    el("div", {}, quotation(view), sourceLine(view), legend),
    el("div", {}, factList(view, byId), judgeForm(view, marks)),
  );
}
