// Reads the data of the page and starts its parts; tables are made when their index is opened.

function readViews(data) {
  return data.views.map((one) => {
    const source = data.articles[one.article];
    const [text, ...goesOn] = data.windows[one.window];
    const status = one.status || "active";
    const view = {
      levels: {}, marks: [], ...one, source, text, goesOn: goesOn.map(Boolean), status,
      lives: !one.unknown && (status === "active" || status === "corrected"),
      until: horizonWords(one.horizon),
      date: source.date || "",
      holder: one.analyst_name || one.analyst_firm,
      index: data.indices[one.symbol] || one.symbol,
      evidence: text.slice(...one.at),
      target: one.levels?.price_target ?? one.levels?.target_low ?? null,
    };
    let words = "";
    view.searched = () => (words ||= [view.holder, view.analyst_firm, view.analyst_role, view.index, view.symbol, view.stance, view.until, view.evidence, source.title, source.publisher, source.file, view.status_reason].join(" ").toLowerCase());
    return view;
  });
}

// What is after the # of the address: "v-3f2a", "i-SPX"; as it stands where it cannot be decoded.
function hashName() {
  const hash = location.hash.slice(1);
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

function startReport() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const views = readViews(data);
  const marks = startMarks(data.id);
  const context = { marks, byId: new Map(views.map((view) => [view.id, view])) };
  const shows = new Map();

  function tableIn(place) {
    if (!shows.has(place)) {
      const own = "all" in place.dataset ? views : views.filter((view) => view.symbol === place.dataset.symbol);
      shows.set(place, viewTable(place, own, context));
    }
    return shows.get(place);
  }

  // #v-3f2a opens that view in the table of its index, #i-SPX an index.
  function follow() {
    const name = hashName();
    const view = name.startsWith("v-") ? context.byId.get(name.slice(2)) : null;
    const section = document.getElementById(view ? `i-${view.symbol}` : name);
    if (section?.matches("details.index")) {
      section.open = true;
      if (view) tableIn(section.querySelector(".views"))(view.id);
      else {
        section.querySelector("summary").focus({ preventScroll: true });
        section.scrollIntoView();
      }
    }
  }

  for (const section of document.querySelectorAll("details.index")) {
    const fill = () => { if (section.open) tableIn(section.querySelector(".views")); };
    section.addEventListener("toggle", fill);
    fill();
  }
  for (const place of document.querySelectorAll(".views[data-all]")) tableIn(place);
  startReview(document.getElementById("review"), data, views, marks);

  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => { // a second click on the link of a view opens it again
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details.index:not([open])")];
    for (const section of closed) {
      section.open = true;
      tableIn(section.querySelector(".views"));
    }
  });
  addEventListener("afterprint", () => { for (const section of closed) section.open = false; });
  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  if (location.hash) follow();
}
