// What a reader marks, view by view: {right: true}, {reject: "why"}, or {stance: "bearish", numbers: {price_target: "7100"}}.
// They are remembered for this report alone.

function startMarks(reportId) {
  const key = `market-views:marks:${reportId}`;
  const listeners = [];
  let marks = {};
  let isKept = true;
  try {
    const kept = JSON.parse(memory.read(key) || "{}");
    if (kept && typeof kept === "object" && !Array.isArray(kept)) marks = kept;
  } catch {
    marks = {}; // something else wrote there
  }

  function change(id, mark) {
    if (mark) marks[id] = mark;
    else delete marks[id];
    isKept = memory.write(key, JSON.stringify(marks));
    for (const listener of listeners) listener(id);
  }

  return {
    of: (id) => (Object.hasOwn(marks, id) ? marks[id] : null),
    isKept: () => isKept,
    all: () => Object.entries(marks),
    change,
    clear: () => Object.keys(marks).forEach((id) => change(id, null)),
    listen: (listener) => listeners.push(listener),
  };
}

const NUMBER_WORDS = {
  price_target: "target",
  target_low: "low of range",
  target_high: "high of range",
  bull_case: "bull case",
  bear_case: "bear case",
  price_target_previous: "previous target",
  support: "support",
  resistance: "resistance",
  trigger: "trigger",
};
const SEVERAL = ["support", "resistance", "trigger"];

// A mark in words: "stance is bearish, target is 7,100".
function markWords(mark) {
  if (mark.right) return "right";
  if (mark.reject != null) return "not a view";
  const words = mark.stance ? [`stance is ${mark.stance}`] : [];
  for (const [field, value] of Object.entries(mark.numbers || {})) {
    words.push(value ? `${NUMBER_WORDS[field]} is ${value.split(";").map((one) => points(Number(one))).join(", ")}` : `no ${NUMBER_WORDS[field]}`);
  }
  return words.join(", ");
}

// "7,100" as the store takes it: "7100"; several joined by ";"; null for what is no level.
function levelText(text, field) {
  const parts = text.trim() === "" ? [] : text.split(";");
  if (parts.length > 1 && !SEVERAL.includes(field)) return null;
  const numbers = parts.map((part) => part.trim().replaceAll(",", ""));
  return numbers.every((number) => /^\d+(\.\d+)?$/.test(number) && Number(number) > 0) ? numbers.join(";") : null;
}
