// Selecting words of a report: they become a claim that was missed, or the words of a claim.

import { onKey } from "./app.js";
import { selectedSpan } from "./report.js";

const bar = document.querySelector(".selection");
const adding = document.querySelector("#add form");
const wordsOf = document.querySelector(".words-of input[name=value]");
let chosen = null;

function look() {
  const selection = getSelection();
  chosen = selectedSpan(selection);
  bar.hidden = !chosen || Boolean(wordsOf);
  if (!chosen) return;
  const words = selection.toString();
  bar.querySelector(".told").textContent = `“${words.length > 80 ? `${words.slice(0, 80)}…` : words}”`;
  if (wordsOf) wordsOf.value = chosen.join("-");
}
document.addEventListener("selectionchange", look);
look(); // words may have been selected before this script came

/** Open the form with the words that are selected. */
function addSelected() {
  if (!chosen) return;
  adding.elements.words.value = getSelection().toString();
  [adding.elements.start.value, adding.elements.end.value] = chosen;
  adding.closest("details").open = true;
  adding.elements.value.focus();
}
bar.querySelector("[data-does=add-selected]").addEventListener("mousedown", (event) => event.preventDefault());
bar.querySelector("[data-does=add-selected]").addEventListener("click", addSelected);
onKey("c", addSelected);

// Words changed by hand are looked for in the report anew.
adding.elements.words.addEventListener("input", () => {
  adding.elements.start.value = adding.elements.end.value = "";
});
