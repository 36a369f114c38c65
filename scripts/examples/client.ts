// npm run examples:client: writes examples/client/schema.d.ts from the API's description.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { clientDocument, clientHead } from "../lib/client-document";
import { root } from "../lib/project.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "groundwork-client-"));
try {
  writeFileSync(path.join(folder, "openapi.json"), JSON.stringify(clientDocument()));
  // It needs a TypeScript older than the project's own, so it is not among the packages.
  const packages = ["openapi-typescript@7.13.0", "typescript@5.9.3"].flatMap((name) => ["--package", name]);
  execFileSync(
    "npx",
    ["--yes", ...packages, "openapi-typescript", "openapi.json", "--output", "schema.d.ts"],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const written = readFileSync(path.join(folder, "schema.d.ts"), "utf8");
  writeFileSync(path.join(root, "examples/client/schema.d.ts"), `${clientHead()}\n${written}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
