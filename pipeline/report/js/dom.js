// Elements from data: text is only ever set as text, so that nothing an article says becomes markup.

const SVG = "http://www.w3.org/2000/svg";

// el("td", {class: "num"}, "7,500") is that element; null children are passed over.
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
}

function shape(stance) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  for (const [key, value] of Object.entries({ class: "shape", width: 12, height: 12, "aria-hidden": true })) svg.setAttribute(key, value);
  for (const [key, value] of Object.entries({ href: `#m-${stance}`, x: 6, y: 6 })) use.setAttribute(key, value);
  svg.append(use);
  return svg;
}

const STANCES = ["bullish", "neutral", "bearish"];

function stanceWord(stance) {
  if (!STANCES.includes(stance)) return el("span", {}, stance);
  return el("span", { class: `stance ${stance}` }, shape(stance), stance[0].toUpperCase() + stance.slice(1));
}

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const BROKEN = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function points(value) {
  return (Number.isInteger(value) ? WHOLE : BROKEN).format(value);
}

function percent(share) {
  const rounded = Math.round(share * 1000) / 10;
  const sign = rounded > 0 ? "+" : rounded < 0 ? "−" : "";
  return `${sign}${Math.abs(rounded).toFixed(1)}%`;
}

function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

// "2026-12-31" is "31 Dec 2026", "12m" "12 months", "short-term" itself.
function horizonWords(horizon = "") {
  if (/^\d{4}-\d\d-\d\d$/.test(horizon)) return day(horizon);
  const months = /^(\d+)m$/.exec(horizon);
  return months ? count(Number(months[1]), "month") : horizon;
}

function count(number, thing) {
  return `${WHOLE.format(number)} ${thing}${number === 1 ? "" : "s"}`;
}

// Tell those who do not see the page what has changed.
function say(text) {
  document.getElementById("said").textContent = text;
}
