// Marks a view right or wrong, and hands over the file of corrections.

function judgeForm(view, marks) {
  const told = el("p", { class: "told", "aria-live": "polite" });
  const detail = el("div", { class: "detail" });
  const choices = el("div", { class: "choices" });
  const form = el("fieldset", { class: "judge" }, el("legend", {}, "Is this view right?"), choices, detail, told);
  const mark = () => marks.of(view.id) || {};
  const set = (value) => {
    marks.change(view.id, value);
    show();
    if (document.activeElement === document.body) (told.querySelector("button") || choices.firstChild).focus();
  };
  const merged = (more) => { const { right, reject, ...rest } = mark(); return { ...rest, ...more }; };
  let asked = "";

  const choice = (word, isMarked, act) =>
    el("button", { type: "button", "aria-pressed": String(isMarked), click: act }, word);
  const ask = (what) => () => { asked = asked === what ? "" : what; show(); detail.querySelector("select, input, button")?.focus(); };

  function show() {
    const now = mark();
    const focused = [...choices.children].indexOf(document.activeElement);
    choices.replaceChildren(
      choice("Right", Boolean(now.right), () => { asked = ""; set(now.right ? null : { right: true }); }),
      choice("Wrong stance", Boolean(now.stance), ask("stance")),
      choice("Wrong number", Boolean(now.numbers), ask("number")),
      choice("Not a view", now.reject != null, () => { asked = now.reject != null ? "" : "reject"; set(now.reject != null ? null : { reject: "" }); }),
    );
    if (focused >= 0) choices.children[focused].focus();
    detail.replaceChildren(...(asked === "stance" ? stances() : asked === "number" ? numbers() : asked === "reject" && now.reject != null ? reason() : []));
    const words = markWords(now);
    told.replaceChildren(...(words ? [`Marked: ${words}. `, el("button", { type: "button", click: () => { asked = ""; set(null); } }, "Undo")] : []));
  }

  function stances() {
    return STANCES.filter((stance) => stance !== view.stance).map((stance) =>
      el("button", { type: "button", "aria-pressed": String(mark().stance === stance), click: () => { asked = ""; set(merged({ stance })); } }, "It is ", stance));
  }

  function reason() {
    const input = el("input", { type: "text", value: mark().reject, placeholder: "a rating of the shares", change: () => marks.change(view.id, { reject: input.value.trim() }) });
    return [el("label", {}, "Why it is none (may stay empty)", input)];
  }

  function numbers() {
    const fields = [...new Set([...Object.keys(view.levels), ...Object.keys(NUMBER_WORDS)])];
    const select = el("select", {}, ...fields.map((field) => el("option", { value: field }, NUMBER_WORDS[field])));
    const input = el("input", { type: "text", inputmode: "decimal", size: 12 });
    const wrong = el("p", { class: "wrong", role: "alert" });
    const fill = () => { input.value = [mark().numbers?.[select.value] ?? view.levels[select.value] ?? ""].flat().join(";"); };
    const save = () => {
      const value = levelText(input.value, select.value);
      if (value === null) {
        wrong.textContent = SEVERAL.includes(select.value) ? "Write index points, several joined by ;" : "Write one number in index points, like 7500";
        input.focus();
        return;
      }
      asked = "";
      set(merged({ numbers: { ...mark().numbers, [select.value]: value } }));
    };
    select.addEventListener("change", fill);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); save(); } });
    fill();
    return [el("label", {}, "Which number", select), el("label", {}, "It is (empty: there is none)", input), el("button", { type: "button", class: "main", click: save }, "Save"), wrong];
  }

  show();
  return form;
}

function startReview(bar, data, views, marks) {
  function show() {
    const known = marks.all().filter(([id]) => views.some((view) => view.id === id));
    bar.hidden = known.length === 0;
    document.body.classList.toggle("reviewing", known.length > 0);
    if (!known.length) return;
    const kept = data.corrections.rows.length;
    const also = kept ? `, with the ${count(kept, "line")} that the store has` : "";
    const lost = data.corrections.unreadable ? " The file beside the store could not be read and is not in it." : "";
    const brief = marks.isKept() ? "" : " This browser forgets them when the page is closed.";
    bar.replaceChildren(el(
      "div", { class: "inner" },
      el("p", {}, `${count(known.length, "view")} marked. Put corrections.csv beside views.duckdb${also}.${lost}${brief}`),
      el("button", { type: "button", class: "quiet", click: () => { marks.clear(); say("All marks are removed."); document.getElementById("main").focus({ preventScroll: true }); } }, "Remove all marks"),
      el("button", { type: "button", class: "main", id: "download", click: () => {
        download("corrections.csv", csvText(correctionRows(data.corrections, views, marks)));
        say("corrections.csv is downloaded.");
      } }, "Download corrections.csv"),
    ));
  }
  marks.listen(show);
  show();
}
