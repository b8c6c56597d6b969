// What every page can do with a script. Without it everything still works, by links and forms.

const root = document.documentElement;

/** Say something to a screen reader. */
export function tell(words) {
  document.getElementById("told").textContent = words;
}

/** Send a change; the page's token goes with it. Gives the answer, or throws with the server's own words. */
export async function change(address, values = {}) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-CSRF-Token": document.querySelector("meta[name=csrf]").content, Accept: "application/json" },
    body: new URLSearchParams(values),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.detail ?? `The change was not taken (${answer.status}).`);
  return told;
}

/** Whether the reader is writing: keys are then letters, not commands. A button keeps space and Enter for itself. */
export function isWriting(event) {
  if (event.target.closest?.("input, textarea, select, [contenteditable]") || event.altKey) return true;
  return (event.key === " " || event.key === "Enter") && Boolean(event.target.closest?.("a, button, summary"));
}

/** A key as pages name it: a, Space, Ctrl+z. */
function nameOf(event) {
  const key = event.key === " " ? "Space" : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key.toLowerCase()}` : key;
}

const keys = new Map();

/** Have a key do something on this page. */
export function onKey(key, act) {
  keys.set(key, act);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("input")) event.target.blur();
  const act = isWriting(event) || document.querySelector("dialog[open]") ? null : keys.get(nameOf(event));
  if (act) {
    event.preventDefault();
    act(event);
  }
});

// Light: as the system has it, light, dark.

const LIGHTS = { "": "Colours: system", light: "Colours: light", dark: "Colours: dark" };
const lightButton = document.querySelector("[data-does=light]");

function showLight() {
  const light = root.dataset.light ?? "";
  lightButton.textContent = LIGHTS[light];
  lightButton.title = "Light or dark colours, or as the system has them";
}

lightButton.addEventListener("click", () => {
  const order = Object.keys(LIGHTS);
  const next = order[(order.indexOf(root.dataset.light ?? "") + 1) % order.length];
  if (next) root.dataset.light = next;
  else delete root.dataset.light;
  localStorage.setItem("light", next);
  showLight();
});
showLight();

// Keys.

const overlay = document.getElementById("keys");
const showKeys = () => overlay.showModal();
document.querySelector("[data-does=keys]").addEventListener("click", showKeys);
onKey("?", showKeys);
onKey("/", () => document.getElementById("find")?.select());

const follow = (rel) => () => document.querySelector(`a[rel=${rel}]`)?.click();
onKey("n", follow("next"));
onKey("p", follow("prev"));

/** Go to the next or previous row of a list, by its first link. */
function step(by) {
  const rows = [...document.querySelectorAll(".list tbody tr, .cards > *, .note")].filter((row) => row.offsetParent);
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.max(0, Math.min(rows.length - 1, here + by))];
  const link = next?.matches("a") ? next : (next?.querySelector("a.at, a.words") ?? next?.querySelector("a"));
  link?.focus();
}
onKey("j", () => step(1));
onKey("k", () => step(-1));

for (const button of document.querySelectorAll(".needs-script")) button.hidden = false;

// On a narrow screen the menu is one line: the page one is on stands in it.
const menu = document.querySelector(".menu");
const current = menu?.querySelector("[aria-current]");
if (current) menu.scrollLeft = current.offsetLeft - (menu.clientWidth - current.offsetWidth) / 2;
