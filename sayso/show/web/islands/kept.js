// What is kept of a view: who was opened in the address, so that it can be shared; where names stand in the browser.

const key = () => `network ${new URLSearchParams(location.search).get("entity")}`;

/** Where names of this view were left: {at: {id: [x, y]}, pinned: [id]}. */
export function left() {
  try {
    return { at: {}, pinned: [], ...JSON.parse(localStorage.getItem(key()) ?? "{}") };
  } catch {
    return { at: {}, pinned: [] };
  }
}

/** Keep where names stand now. */
export function keep(graph) {
  const at = {};
  const pinned = [];
  graph.forEachNode((id, node) => {
    if (node.gathers) return;
    at[id] = [Math.round(node.x), Math.round(node.y)];
    if (node.pinned) pinned.push(id);
  });
  try {
    localStorage.setItem(key(), JSON.stringify({ at, pinned }));
  } catch {
    // A browser that keeps nothing draws anew.
  }
}

/** The names that were opened beside the first. */
export const opened = () => (/[#&]open=([^&]*)/.exec(location.hash)?.[1] ?? "").split(",").filter(Boolean);

/** Tell them in the address. */
export function tellOpened(ids) {
  history.replaceState(null, "", `${location.pathname}${location.search}${ids.length ? `#open=${ids.join(",")}` : ""}`);
}
