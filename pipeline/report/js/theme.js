// Light or dark: what the system says, until somebody chooses; and what the browser lets a page remember.

const memory = {
  read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // a page opened from a file may have no storage
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
};

function startTheme() {
  const button = document.getElementById("theme");
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => root.dataset.theme || (system.matches ? "dark" : "light");
  const show = () => {
    button.textContent = chosen() === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Change to ${chosen() === "dark" ? "light" : "dark"} colours`);
  };
  const kept = memory.read("market-views:theme");
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  button.addEventListener("click", () => {
    root.dataset.theme = chosen() === "dark" ? "light" : "dark";
    memory.write("market-views:theme", root.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  button.hidden = false;
  show();
}
