// Where names stand: near what opened them at first, then as a layout puts them. Layouts run in a worker.

import ForceAtlas2 from "graphology-layout-forceatlas2/worker";
import Noverlap from "graphology-layout-noverlap/worker";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const NEAR = 130;
const APART = 24;

/** The place of the nth of so many new names around what opened them: a ring for a few, a spiral for many. */
export function placeBeside(origin, number, count) {
  const few = count <= 24;
  const angle = few ? (2 * Math.PI * (number + 0.5)) / count : GOLDEN * number;
  const away = few ? NEAR : NEAR * 0.6 + APART * Math.sqrt(number + 1);
  return { x: origin.x + away * Math.cos(angle), y: origin.y + away * Math.sin(angle) };
}

let running = null;

function runFor(layout, milliseconds, done) {
  stop();
  layout.start();
  const end = () => {
    clearTimeout(timer);
    layout.kill();
    running = null;
    done?.();
  };
  const timer = setTimeout(end, milliseconds);
  running = end;
}

/** End what is running, where it stands. */
export const stop = () => running?.();

/** Let names repel and ties pull. Pinned names, and those in `kept`, stay where they are. */
export function byForce(graph, { kept = new Set(), milliseconds = 2000, done } = {}) {
  graph.updateEachNodeAttributes((id, node) => ({ ...node, fixed: Boolean(node.pinned) || kept.has(id) }), { attributes: ["fixed"] });
  const settings = { gravity: 0.08, scalingRatio: 40, slowDown: 4, barnesHutOptimize: graph.order > 400, adjustSizes: graph.order < 400 };
  runFor(new ForceAtlas2(graph, { settings }), milliseconds, done);
}

/** Move names apart that lie on each other. */
export function apart(graph, done) {
  const layout = new Noverlap(graph, { settings: { margin: 8, ratio: 1.4 }, onConverged: () => stop() });
  runFor(layout, 2500, done);
}

/** Names on rings by how many steps they are from the first; pinned ones stay. */
export function onRings(graph, centre) {
  const steps = new Map([[centre, 0]]);
  for (const [id, step] of steps) graph.forEachNeighbor(id, (other) => steps.has(other) || steps.set(other, step + 1));
  const rings = Map.groupBy(graph.filterNodes((id, node) => !node.hidden), (id) => steps.get(id) ?? 9);
  let radius = 0;
  for (const step of [...rings.keys()].sort()) {
    const ring = rings.get(step);
    if (step) radius = Math.max(radius + NEAR, (ring.length * APART) / (2 * Math.PI));
    ring.forEach((id, number) => {
      if (graph.getNodeAttribute(id, "pinned")) return;
      const angle = (2 * Math.PI * number) / ring.length - Math.PI / 2;
      graph.mergeNodeAttributes(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    });
  }
}
