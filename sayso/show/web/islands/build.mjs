// Bundles the islands with what they stand on, and gathers the licences of all of it into one file.

import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
const out = join(here, "../assets/built");

await rm(out, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [join(here, "network.js"), join(here, "timeline.js")],
  outdir: out,
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  metafile: true,
  external: ["/assets/*"],
});

/** The packages of which something is in the bundles. */
const packages = new Set(
  Object.values(metafile.outputs)
    .flatMap((output) => Object.keys(output.inputs))
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean),
);

/** What a package says of its licence; a package that says nothing may not be shipped. */
async function licenceOf(name) {
  const folder = join(root, "node_modules", name);
  const told = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file && !told.license) throw new Error(`${name} has no licence`);
  const words = file ? await readFile(join(folder, file), "utf8") : "";
  return `${name} ${told.version} (${told.license ?? "see below"})\n\n${words.trim()}\n`;
}

const licences = await Promise.all([...packages].sort().map(licenceOf));
await writeFile(
  join(out, "THIRD-PARTY.txt"),
  `The scripts in this folder hold the work of others, under these licences.\n\n${licences.join(`\n${"-".repeat(80)}\n\n`)}`,
);
console.log(`Built ${Object.keys(metafile.outputs).length} scripts with ${packages.size} packages.`);
