// Packs what a container needs into one folder: the standalone server, the commands beside it, and of
// node_modules only the files that they reach, native libraries for this platform alone.
// `node scripts/pack.mjs FOLDER`, after `npm run build`.
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { nodeFileTrace } from "@vercel/nft";
import { root } from "./lib/project.mjs";

const target = path.resolve(process.argv[2] ?? "dist/app");
if (!existsSync(path.join(root, ".next/standalone/server.js"))) {
  console.error("There is no build. Run `npm run build` first.");
  process.exit(1);
}
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
// Tracing takes sources along, for paths that are made at run time; a container needs none of them.
for (const name of [".next", "node_modules", "public", "server.js", "package.json"]) {
  cpSync(path.join(root, ".next/standalone", name), path.join(target, name), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

const entries = ["serve", "worker", "embedded-server", "end-with-parent", "server-door", "quiet-start"].map(
  (name) => path.join(root, `dist/${name}.mjs`),
);
const native = `node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}`;
const { fileList } = await nodeFileTrace(entries, {
  base: root,
  processCwd: root,
  // The server is packed as Next traced it.
  ignore: [".next/**", ".data/**"],
});
for (const file of fileList) {
  // Tracing finds the addons of every platform; only this one's are wanted.
  if (/onnxruntime-node\/bin\//.test(file) && !file.startsWith(native)) continue;
  cpSync(path.join(root, file), path.join(target, file), { recursive: true, verbatimSymlinks: true });
}
// What is reached by paths made at run time: WebAssembly of the database, addon of argon2, worker and tables of pdf.js.
const pdf = [
  "package.json",
  "legacy/build/pdf.mjs",
  "legacy/build/pdf.worker.mjs",
  "cmaps",
  "standard_fonts",
];
const folders = [
  "dist",
  native,
  "models",
  "drizzle",
  "examples",
  ...["agent", "baselines", "configs", "golden", "suites"].map((part) => `evals/${part}`),
  "node_modules/@electric-sql",
  "node_modules/@node-rs",
];
for (const folder of [...folders, ...pdf.map((part) => `node_modules/pdfjs-dist/${part}`)]) {
  if (!existsSync(path.join(root, folder))) continue;
  cpSync(path.join(root, folder), path.join(target, folder), {
    recursive: true,
    filter: (source) => !source.startsWith(target) && !/\.(?:map|ts|log)$/.test(source),
  });
}
console.log(`Packed into ${target}.`);
