// The words of a claim, lit: on hover, on focus, and by address (#char=120,188, counted in code points).
// The text itself is never touched: lights are ranges laid over it.

import { onKey, tell } from "./app.js";

const printed = document.querySelector(".printed");
const paragraphs = [...printed.querySelectorAll(".text")].map((element) => ({
  element,
  start: Number(element.dataset.start),
  end: Number(element.dataset.end),
}));

/** How many UTF-16 units the first so many code points of a text take. */
function unitsOf(text, points) {
  let units = 0;
  for (const point of text) {
    if (points-- <= 0) break;
    units += point.length;
  }
  return units;
}

/** The node and place in it of one character of the report. */
function placeOf(paragraph, position) {
  const walker = document.createTreeWalker(paragraph.element, NodeFilter.SHOW_TEXT);
  let left = position - paragraph.start;
  let last = null;
  while (walker.nextNode()) {
    last = walker.currentNode;
    const points = [...last.data].length;
    if (left <= points) return [last, unitsOf(last.data, left)];
    left -= points;
  }
  return last ? [last, last.data.length] : null;
}

/** The ranges of the page that hold [start, end) of the report, one a paragraph. */
export function rangesOf(start, end) {
  return paragraphs
    .filter((paragraph) => paragraph.start < end && start < paragraph.end)
    .map((paragraph) => {
      const from = placeOf(paragraph, Math.max(start, paragraph.start));
      const to = placeOf(paragraph, Math.min(end, paragraph.end));
      const range = new Range();
      range.setStart(...from);
      range.setEnd(...to);
      return range;
    });
}

/** Where in the report a selection lies: [start, end) in code points, or null where it is not in the text. */
export function selectedSpan(selection = getSelection()) {
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = positionOf(range.startContainer, range.startOffset);
  const end = positionOf(range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : [start, end];
}

function positionOf(node, offset) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".text");
  if (!element) return null;
  const before = new Range();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return Number(element.dataset.start) + [...before.toString()].length;
}

function light(name, spans) {
  if (!CSS.highlights) return;
  const ranges = spans.flatMap(([start, end]) => rangesOf(start, end));
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

const spansOf = (note) =>
  note.dataset.spans.trim().split(" ").filter(Boolean).map((span) => span.split(",").map(Number));

/** The note of a claim whose words begin at a place, and the innermost first. */
const notes = [...document.querySelectorAll(".note")];
const byAttribution = new Map(notes.filter((note) => note.dataset.of).map((note) => [note.dataset.of, note]));

let shown = null;

function show(note) {
  if (note === shown) return;
  shown?.classList.remove("lit");
  shown = note;
  note?.classList.add("lit");
  light("claim", note ? spansOf(note) : []);
  light("voice", note?.dataset.of ? partsOf(note.dataset.of) : []);
}

/** Source and cue of an attribution, as printed. */
function partsOf(attribution) {
  return [...printed.querySelectorAll(`.source[data-of="${attribution}"], .cue[data-of="${attribution}"]`)].map((part) => {
    const range = new Range();
    range.selectNodeContents(part);
    const start = positionOf(range.startContainer, range.startOffset);
    return [start, start + [...part.textContent].length];
  });
}

const noteUnder = (event) =>
  event.target.closest(".note") ?? byAttribution.get(event.target.closest("[data-of]")?.dataset.of) ?? null;

document.querySelector("#content").addEventListener("mouseover", (event) => show(noteUnder(event)));
document.addEventListener("focusin", (event) => event.target.closest(".note") && show(noteUnder(event)));

/** Go where the address points. */
function follow() {
  const found = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  light("address", found ? [[Number(found[1]), Number(found[2])]] : []);
  if (!found) return;
  const [range] = rangesOf(Number(found[1]), Number(found[2]));
  range?.startContainer.parentElement.scrollIntoView({ block: "center" });
  if (range) tell(`“${range.toString()}”`);
}
addEventListener("hashchange", follow);
follow();

// Marks on and off, as the reader left them.

const button = document.querySelector("[data-does=marks]");

function mark(on) {
  printed.classList.toggle("plain-text", !on);
  button.setAttribute("aria-pressed", String(on));
  button.firstChild.data = on ? "Marks on " : "Marks off ";
  localStorage.setItem("marks", on ? "on" : "off");
}
const flip = () => mark(printed.classList.contains("plain-text"));
button.addEventListener("click", flip);
onKey("h", flip);
mark(localStorage.getItem("marks") !== "off");
