// The picture taken along: as SVG, and as PNG drawn from that SVG.

const escaped = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const DASHES = { asserted: "", alleged: ' stroke-dasharray="7 4"', denied: ' stroke-dasharray="2 4"' };

/** What is seen, as SVG. */
export function asSvg(sigma, colours) {
  const { width, height } = sigma.getDimensions();
  const graph = sigma.getGraph();
  const at = (id) => sigma.graphToViewport(graph.getNodeAttributes(id));
  const parts = [];
  graph.forEachEdge((id, tie, source, target) => {
    if (tie.hidden || graph.getNodeAttribute(source, "hidden") || graph.getNodeAttribute(target, "hidden")) return;
    const [from, to] = [at(source), at(target)];
    const far = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [across, along] = [{ x: -(to.y - from.y) / far, y: (to.x - from.x) / far }, { x: (to.x - from.x) / far, y: (to.y - from.y) / far }];
    const point = (distance, off) =>
      `${(from.x + along.x * distance - across.x * off).toFixed(1)},${(from.y + along.y * distance - across.y * off).toFixed(1)}`;
    const end = far - graph.getNodeAttribute(target, "size") - 8;
    parts.push(`<path d="M${point(graph.getNodeAttribute(source, "size"), tie.aside)}L${point(end, tie.aside)}" stroke="${tie.color}" stroke-width="${tie.size}"${DASHES[tie.line] ?? ""}/>`);
    parts.push(`<path d="M${point(end + 6, tie.aside)}L${point(end - 2, tie.aside + 4)}L${point(end - 2, tie.aside - 4)}z" fill="${tie.color}"/>`);
    if (tie.struck) {
      const reach = tie.size / 2 + 4;
      for (const off of [-6, 0, 6]) parts.push(`<path d="M${point(far / 2 + off - 3, tie.aside - reach)}L${point(far / 2 + off + 3, tie.aside + reach)}" stroke="${colours.denied}" stroke-width="1.5"/>`);
    }
  });
  graph.forEachNode((id, node) => {
    if (node.hidden) return;
    const { x, y } = at(id);
    parts.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${node.size}" fill="${node.color}" stroke="${colours.ink}"/>`);
    parts.push(`<text x="${(x + node.size + 4).toFixed(1)}" y="${(y + 4).toFixed(1)}">${escaped(node.label)}</text>`);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${colours.sheet}"/><g fill="none">${parts.filter((part) => part.startsWith("<path")).join("")}</g><g font-family="sans-serif" font-size="12" fill="${colours.ink}">${parts.filter((part) => !part.startsWith("<path")).join("")}</g></svg>`;
}

/** SVG drawn as PNG, twice as fine. */
export async function asPng(svg) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await new Promise((done, failed) => Object.assign(image, { onload: done, onerror: failed, src: address }));
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Have the browser keep something as a file. */
export function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
