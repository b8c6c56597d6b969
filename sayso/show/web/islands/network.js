// The network as a picture that can be moved: it takes the place of the one the server drew, and shows the same.

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { DEFAULT_EDGE_PROGRAM_CLASSES } from "sigma/settings";
import { onKey, tell } from "/assets/app.js";
import { keep, left, opened, tellOpened } from "./kept.js";
import * as layouts from "./layouts.js";
import { asPng, asSvg, save } from "./taking.js";
import { strokes, TieProgram } from "./ties.js";

const figure = document.getElementById("picture");
const panel = document.getElementById("panel");
const form = document.getElementById("filters");
const centre = figure.dataset.entity;
const AT_ONCE = 400; // names or ties added before the browser may breathe
const MANY = 600; // ties that are too many to appear in one stroke
const CROWD = 400; // names that are not arranged unasked
const LIKE = 4; // like names that are worth gathering
for (const type of Object.keys(DEFAULT_EDGE_PROGRAM_CLASSES)) delete DEFAULT_EDGE_PROGRAM_CLASSES[type]; // each is compiled, and ours draws all ties
let graph = new MultiDirectedGraph();
const colours = {};
let sigma = null;
let crowd = 1; // how much smaller everything is drawn
let chosen = null; // the name that keys act on
let wanted = ""; // words that fade the rest
const drawnOfHubs = new Map(); // how many ties were asked for of a hub

// Looks

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ink", "soft", "rule", "sheet", "denied", "charged", "open", "focus", "thing", "person", "organization", "state", "place", "group", "document"])
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  strokes.colour = colours.denied.match(/[\da-f]{2}/gi).map((part) => parseInt(part, 16) / 255);
}

const KINDS = { event: "charged", relation: "ink", speaks: "open" };
const sizeOf = (node) => Math.min(5 + 2.2 * Math.sqrt(node.sources), 18);

/** How much smaller everything is drawn where there is much of it. */
const crowding = () => Math.max(0.3, Math.min(1, Math.sqrt(150 / Math.max(graph.order, 1))));
const widthOf = (tie) => Math.min(1.2 + 1.1 * tie.origins.min, 7);

function paint() {
  readColours();
  graph.updateEachNodeAttributes((id, node) => ({ ...node, color: colours[node.kind] || colours.thing }), { attributes: ["color"] });
  graph.updateEachEdgeAttributes((id, tie) => ({ ...tie, color: colours[KINDS[tie.kind]] }), { attributes: ["color"] });
  sigma?.setSetting("labelColor", { color: colours.ink });
}

// What is fetched

/** The address of something under the filters of the page. */
function address(path, values) {
  const query = new URLSearchParams(location.search);
  for (const name of ["page", "rows", "most"]) query.delete(name);
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return `${path}?${query}`;
}

async function fetchNeighbours(id) {
  const most = drawnOfHubs.get(id) ?? (id === centre ? (new URLSearchParams(location.search).get("most") ?? undefined) : undefined);
  const steps = id === centre ? undefined : 1;
  const answer = await fetch(address("/network/graph.json", { entity: id, most, steps }), { headers: { Accept: "application/json" } });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.detail);
  return found;
}

// Adding and taking away

const breathe = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

async function inParts(things, add) {
  for (let start = 0; start < things.length; start += AT_ONCE) {
    things.slice(start, start + AT_ONCE).forEach((thing, place) => add(thing, start + place));
    await breathe();
  }
}

const tieKey = (tie) => `${tie.source} ${tie.kind} ${tie.target}`;

/** Where a name stands: where it is drawn, else where it was left. */
function placeOf(id, places) {
  if (graph.hasNode(id)) return graph.getNodeAttributes(id);
  const [x, y] = places.at[id] ?? [];
  return x === undefined ? null : { x, y, pinned: places.pinned.includes(id) };
}

/** Add what is new around a name; what has a place keeps it. Gives the names that had none. */
async function addNames(found, into) {
  const places = left();
  const origin = found.centre.id;
  const middle = (into.hasNode(origin) ? into.getNodeAttributes(origin) : placeOf(origin, places)) ?? { x: 0, y: 0 };
  const missing = found.nodes.filter((node) => !into.hasNode(node.id));
  const homeless = missing.filter((node) => node.id !== origin && !placeOf(node.id, places)).map((node) => node.id);
  const turn = new Map(homeless.map((id, number) => [id, number]));
  await inParts(missing, (node) => {
    const beside = turn.has(node.id) ? layouts.placeBeside(middle, turn.get(node.id), homeless.length) : middle;
    const { x, y, pinned = false } = placeOf(node.id, places) ?? beside;
    into.addNode(node.id, {
      label: node.name, kind: node.type, sources: node.sources, size: sizeOf(node),
      color: colours[node.type] || colours.thing, x, y, pinned: turn.has(node.id) ? false : pinned, forceLabel: node.id === centre,
    });
  });
  return homeless;
}

/** Add the ties between names that are there; those between the same two lie side by side. */
async function addTies(found, into) {
  const ties = found.ties.filter((tie) => into.hasNode(tie.source) && into.hasNode(tie.target) && !into.hasEdge(tieKey(tie)));
  await inParts(ties, (tie) => {
    const look = { ...tie, type: "tie", size: widthOf(tie), struck: tie.denied, color: colours[KINDS[tie.kind]], aside: 0 };
    into.addDirectedEdgeWithKey(tieKey(tie), tie.source, tie.target, look);
  });
  sideBySide(into);
}

/** Ties between the same two names lie beside each other. */
function sideBySide(into) {
  const pairs = Map.groupBy(into.edges(), (key) => into.extremities(key).sort().join(" "));
  for (const keys of pairs.values()) {
    if (keys.length < 2) continue;
    keys.forEach((key, number) => {
      const [source, target] = into.extremities(key);
      into.setEdgeAttribute(key, "aside", (number - (keys.length - 1) / 2) * 7 * (source < target ? 1 : -1));
    });
  }
}

/** Draw everything that is open under the filters of the address: names are laid out aside and shown at once, then ties. */
async function draw() {
  figure.setAttribute("aria-busy", "true");
  layouts.stop();
  const all = await Promise.all([centre, ...opened().filter((id) => id !== centre)].map(fetchNeighbours));
  const next = new MultiDirectedGraph();
  const fresh = [];
  for (const found of all) fresh.push(...(await addNames(found, next)));
  const many = all.reduce((sum, found) => sum + found.ties.length, 0) > MANY;
  if (!many) for (const found of all) await addTies(found, next);
  graph = next;
  if (!graph.hasNode(chosen)) chosen = null;
  crowd = crowding();
  sigma.setGraph(graph);
  await breathe();
  if (many) for (const found of all) await addTies(found, graph);
  if (gathering) gather();
  figure.removeAttribute("aria-busy");
  Object.assign(figure.dataset, { names: graph.order, ties: graph.size });
  tell(`${graph.order} names and ${graph.size} ties are drawn.`);
  return fresh;
}

/** Open the neighbours of a name; of a hub only as many as somebody asks for. */
async function open(id) {
  if (graph.getNodeAttribute(id, "gathers")) return scatter(id);
  const found = await fetchNeighbours(id);
  if (found.asks) return ask(found);
  await grow(found);
}

async function grow(found) {
  const id = found.centre.id;
  const there = new Set(graph.nodes());
  const fresh = await addNames(found, graph);
  await addTies(found, graph);
  if (id !== centre) tellOpened([...new Set([...opened(), id])]);
  if (fresh.length) arrange({ kept: there, milliseconds: 900 });
  tell(`${fresh.length} new ${fresh.length === 1 ? "name" : "names"} around ${found.centre.name}.`);
  showName(id);
}

function ask(found) {
  const { name, id } = found.centre;
  const choices = [200, 1000].filter((some) => some < found.ties_in_all).map((some) => [`${some.toLocaleString("en")} ties`, some]);
  const all = Math.min(found.ties_in_all, 5000);
  panel.replaceChildren(
    element("h1", {}, name),
    element("p", {}, `${name} has ${found.neighbours.toLocaleString("en")} neighbours. How many are wanted?`),
    element("p", { className: "does" }, ...[...choices, [all < found.ties_in_all ? "5,000 ties" : `All ${all.toLocaleString("en")}`, all]].map(([words, some]) =>
      button(words, async () => {
        drawnOfHubs.set(id, some);
        await grow(await fetchNeighbours(id));
      }),
    )),
  );
  panel.focus();
}

// Arranging: while a crowd moves its ties are not drawn, or the page would not keep up

let moving = false;

function showTies(shown) {
  moving = !shown;
  sigma.getCanvases().edges.hidden = moving;
  sigma.refresh({ skipIndexation: true });
}

function moves() {
  layouts.stop();
  showTies(graph.order <= CROWD);
}

function settled() {
  showTies(true);
  keep(graph);
}

function arrange(how) {
  moves();
  layouts.byForce(graph, { ...how, done: settled });
}

// Gathering: many like names that hang on one and the same become one

let gathering = false;

function gather() {
  const leaves = graph.filterNodes((id, node) => id !== centre && !node.gathers && !node.pinned && graph.neighbors(id).length === 1);
  const like = Map.groupBy(leaves, (id) => `${graph.neighbors(id)[0]} ${graph.getNodeAttribute(id, "kind")}`);
  for (const [key, ids] of like) {
    if (ids.length < LIKE) continue;
    const [stem, kind] = key.split(" ");
    const { x, y } = graph.getNodeAttributes(ids[0]);
    graph.addNode(`gathered ${key}`, { label: `${ids.length} × ${kind}`, kind, sources: 0, size: 12, color: colours[kind] || colours.thing, x, y, gathers: ids, forceLabel: true });
    graph.addDirectedEdgeWithKey(`gathered ${key}`, stem, `gathered ${key}`, { type: "tie", kind: "speaks", size: 3, line: "asserted", color: colours.soft, aside: 0 });
    for (const id of ids) graph.setNodeAttribute(id, "hidden", true);
  }
}

function scatter(id) {
  for (const one of graph.getNodeAttribute(id, "gathers")) graph.removeNodeAttribute(one, "hidden");
  graph.dropNode(id);
}

const ungather = () => graph.filterNodes((id, node) => node.gathers).forEach(scatter);

// What is opened beside the picture

function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

function button(words, act, pressed, title = "") {
  const made = element("button", { type: "button", className: "quiet", title }, words);
  if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
  made.addEventListener("click", () => act(made));
  return made;
}

function showName(id) {
  chosen = id;
  const node = graph.getNodeAttributes(id);
  sigma.refresh({ skipIndexation: true });
  if (node.gathers) return panel.replaceChildren(element("h1", {}, node.label), element("p", { className: "does" }, button("Take apart", () => scatter(id))));
  panel.replaceChildren(
    element("h1", {}, element("a", { className: "to", href: `/entities/${id}` }, node.label)),
    element("p", { className: "told" }, `${node.kind}, named by ${node.sources} ${node.sources === 1 ? "outlet" : "outlets"} in a text of their own; ${graph.degree(id)} ties drawn`),
    element(
      "p", { className: "does" },
      button("Open its neighbours", () => open(id)),
      button(node.pinned ? "Let go" : "Pin", () => pin(id)),
      element("a", { href: address("/network", { entity: id }) }, "Start from here"),
    ),
  );
}

async function showTie(key) {
  const { source, target, kind } = graph.getEdgeAttributes(key);
  if (!source) return;
  panel.replaceChildren(element("p", { className: "told" }, "Its sentences …"));
  const answer = await fetch(address("/network/edge", { source, target, kind, entity: centre }), { headers: { Accept: "text/html" } });
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  panel.replaceChildren(read.getElementById("sentences") ?? element("p", {}, "It cannot be opened now."));
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
}

function pin(id) {
  graph.updateNodeAttribute(id, "pinned", (pinned) => !pinned);
  keep(graph);
  showName(id);
  tell(`${graph.getNodeAttribute(id, "label")} is ${graph.getNodeAttribute(id, "pinned") ? "pinned" : "let go"}.`);
}

// The stage

function start() {
  const stage = element("div", { className: "stage", tabIndex: 0 });
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", "The network as a picture; arrows go from name to name, Enter opens one. The table below holds the same.");
  figure.querySelector("svg").replaceWith(stage);
  stage.before(tools());
  sigma = new Sigma(graph, stage, {
    defaultEdgeType: "tie", edgeProgramClasses: { tie: TieProgram }, enableEdgeEvents: true, zIndex: true,
    labelColor: { color: colours.ink }, labelFont: "system-ui, sans-serif", labelSize: 13, labelRenderedSizeThreshold: 4, labelDensity: 1.2, stagePadding: 64,
    defaultDrawNodeLabel: drawName,
    defaultDrawNodeHover: () => {}, doubleClickZoomingRatio: 1, hideEdgesOnMove: false,
    nodeReducer: (id, node) => ({
      ...node,
      size: node.size * crowd,
      label: node.pinned ? `⌖ ${node.label}` : node.label,
      highlighted: false,
      zIndex: id === chosen ? 2 : 1,
      ...(id === chosen ? { size: node.size * crowd * 1.25, forceLabel: true } : {}),
      ...(wanted && !node.label.toLowerCase().includes(wanted) ? { color: colours.rule, label: "" } : {}),
    }),
    edgeReducer: (key, tie) => ({
      ...tie,
      hidden: tie.hidden || moving,
      size: tie.size * crowd,
      ...(wanted || (chosen && !graph.hasExtremity(key, chosen)) ? { color: mixed(tie.color) } : {}),
    }),
  });
  // Nothing is drawn on these; where no graphics card helps, the page would wait for each of them at every frame.
  for (const unused of ["edgeLabels", "hovers", "hoverNodes"]) sigma.getCanvases()[unused].hidden = true;
  sigma.on("clickEdge", ({ edge }) => showTie(edge));
  sigma.on("clickNode", ({ node }) => dragged || showName(node));
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => { preventSigmaDefault(); open(node); });
  sigma.on("rightClickNode", ({ node, event, preventSigmaDefault }) => { preventSigmaDefault?.(); event.original.preventDefault(); open(node); });
  sigma.on("clickStage", () => { chosen = null; sigma.refresh({ skipIndexation: true }); });
  for (const over of ["Node", "Edge"]) {
    sigma.on(`enter${over}`, () => stage.classList.add("over"));
    sigma.on(`leave${over}`, () => stage.classList.remove("over"));
  }
  letDrag();
  letKeys(stage);
  return stage;
}

/** A name beside its circle, clear of the lines behind it. */
function drawName(context, node, settings) {
  if (!node.label) return;
  context.font = `${settings.labelSize}px ${settings.labelFont}`;
  Object.assign(context, { lineWidth: 3, lineJoin: "round", strokeStyle: colours.sheet, fillStyle: colours.ink });
  const [x, y] = [node.x + node.size + 4, node.y + settings.labelSize / 3];
  context.strokeText(node.label, x, y);
  context.fillText(node.label, x, y);
}

/** A colour stepped back: half of it. */
const mixed = (colour) => (/^#[\da-f]{6}$/i.test(colour) ? `${colour}40` : colour);

let dragged = false;

function letDrag() {
  let held = null;
  sigma.on("downNode", ({ node }) => { held = node; dragged = false; layouts.stop(); });
  sigma.on("moveBody", ({ event }) => {
    if (!held) return;
    if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
    dragged = true;
    graph.mergeNodeAttributes(held, { ...sigma.viewportToGraph(event), pinned: true });
    event.preventSigmaDefault();
    event.original.preventDefault();
  });
  for (const end of ["upNode", "upStage"]) sigma.on(end, () => { if (held && dragged) keep(graph); held = null; setTimeout(() => (dragged = false)); });
}

function letKeys(stage) {
  const camera = sigma.getCamera();
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  stage.addEventListener("keydown", (event) => {
    if (ways[event.key]) step(...ways[event.key]);
    else if (event.key === "Enter" && chosen) open(chosen);
    else if (event.key === "Escape") { chosen = null; sigma.refresh({ skipIndexation: true }); }
    else if (event.key === "p" && chosen) pin(chosen);
    else return;
    event.preventDefault();
  });
  onKey("+", () => camera.animatedZoom());
  onKey("-", () => camera.animatedUnzoom());
  onKey("0", whole);
}

/** Go to the nearest name that way. */
function step(right, up) {
  const from = chosen && graph.hasNode(chosen) ? graph.getNodeAttributes(chosen) : null;
  let [best, least] = [from ? null : centre, Infinity];
  if (from)
    graph.forEachNode((id, node) => {
      const [dx, dy] = [node.x - from.x, node.y - from.y];
      const ahead = dx * right + dy * up;
      const cost = ahead + 2 * Math.abs(dx * up - dy * right);
      if (id !== chosen && !node.hidden && ahead > 0 && cost < least) [best, least] = [id, cost];
    });
  if (!best) return;
  showName(best);
  tell(`${graph.getNodeAttribute(best, "label")}, ${graph.degree(best)} ties`);
}

function whole() {
  sigma.setCustomBBox(null);
  sigma.refresh();
  sigma.getCamera().animatedReset();
}

function tools() {
  const search = element("input", { type: "search", placeholder: "Find in the picture" });
  search.setAttribute("aria-label", "Find in the picture");
  search.addEventListener("input", () => { wanted = search.value.trim().toLowerCase(); sigma.refresh({ skipIndexation: true }); });
  const name = () => `network ${graph.getNodeAttribute(centre, "label")}`;
  return element(
    "div", { className: "tools" },
    search,
    button("Arrange", () => arrange({ milliseconds: 3000 })),
    button("Rings", () => { layouts.stop(); layouts.onRings(graph, centre); keep(graph); whole(); }),
    button("Move apart", () => { moves(); layouts.apart(graph, settled); }),
    button("Gather", (made) => {
      gathering = !gathering;
      made.setAttribute("aria-pressed", String(gathering));
      if (gathering) gather();
      else ungather();
    }, false, "Many like names that hang on one become one"),
    button("Everything", whole),
    element("span", { className: "apart" }),
    button("PNG", async () => save(await asPng(asSvg(sigma, colours)), `${name()}.png`)),
    button("SVG", () => save(new Blob([asSvg(sigma, colours)], { type: "image/svg+xml" }), `${name()}.svg`)),
    element("a", { className: "quiet", href: address("/network.gexf", {}), download: "network.gexf" }, "GEXF"),
  );
}

// Filters: the address is changed, and what it asks for is drawn; names that stay, stay where they are

async function narrow(query) {
  history.pushState(null, "", `/network?${query}${location.hash}`);
  await shown();
}

async function shown() {
  const [answer] = await Promise.all([fetch(location.href, { headers: { Accept: "text/html" } }), draw()]);
  if (!answer.ok) return;
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("ties").replaceWith(read.getElementById("ties"));
  document.querySelector(".asks")?.remove();
  const asks = read.querySelector(".asks");
  if (asks) document.querySelector(".network").before(asks);
}

const filled = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
form.addEventListener("submit", (event) => { event.preventDefault(); narrow(filled()); });
addEventListener("popstate", shown);

function letSlide() {
  const slider = form.querySelector(".slider");
  if (!slider) return;
  const month = (words) => Number(words.slice(0, 4)) * 12 + Number(words.slice(5, 7)) - 1;
  const words = (number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
  const [first, last] = [month(slider.dataset.first), month(slider.dataset.last)];
  const ends = [...slider.querySelectorAll("input")];
  ends.forEach((end, number) => {
    const given = form.elements[end.dataset.end].value;
    Object.assign(end, { min: first, max: last, value: given.length >= 7 ? month(given) : number ? last : first });
  });
  slider.addEventListener("input", () => {
    const [since, until] = ends.map((end) => Number(end.value)).sort((a, b) => a - b);
    slider.querySelector("output").textContent = `${words(since)} to ${words(until)}`;
    form.elements.since.value = since > first ? words(since) : "";
    form.elements.until.value = until < last ? words(until) : "";
  });
  slider.addEventListener("change", () => narrow(filled()));
}

// Beginning

/** Whether the browser draws at all. The first to ask wakes its drawing up, which takes long where no card helps. */
function canDraw() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

if (canDraw()) {
  await breathe();
  readColours();
  letSlide();
  start();
  await breathe();
  const fresh = await draw();
  // A crowd stands well as it came, on a spiral, the best founded inmost; it is arranged when somebody asks.
  if (fresh.length && graph.order <= CROWD) arrange({ kept: new Set([centre]), milliseconds: 1500 });
  new MutationObserver(paint).observe(document.documentElement, { attributes: true, attributeFilter: ["data-light"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  figure.dataset.drawn = "true";
}
