// Deciding by keys: whatever carries data-key is pressed by it. In a report's margin a decision is taken without leaving
// the page; the answer brings the state that the next form is printed from.

import { onKey, tell } from "./app.js";

/** Press what a key stands for: focus a field, or click. */
function press(element) {
  const field = element.dataset.focus ? document.querySelector(element.dataset.focus) : null;
  if (field) field.focus();
  else element.click();
}

for (const element of document.querySelectorAll("[data-key]"))
  for (const key of element.dataset.key.split(" ")) onKey(key, () => press(element));

// A form is sent once, however often a key is pressed. What takes long is said to take long: a merge of two names works
// out anew all that their reports claim.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
  setTimeout(() => tell("Being worked out. Names that many reports use take some seconds."), 700);
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// Bulk: how many rows are chosen, and all of them at once.
const bulk = document.querySelector(".bulk");
if (bulk) {
  const boxes = [...document.querySelectorAll("input[name=thing]")];
  const count = bulk.querySelector(".chosen-count");
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? `${chosen} chosen` : "";
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-does=all]")) boxes.forEach((box) => (box.checked = event.target.checked));
    if (event.target.matches("input[type=checkbox]")) show();
  });
}
tell("");
