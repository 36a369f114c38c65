// Schemathesis, which holds a running API against its own description, in a virtual environment of its own in the
// user's cache. `node scripts/toolchain/schemathesis.mjs` installs it and prints where its command is.
import { pathToFileURL } from "node:url";
import { installPythonTool } from "./python-tool.mjs";

const packageVersion = "4.32.5";

/**
 * Path of the command, installed once. Throws with the reason when it can't be had.
 * @returns {Promise<string>}
 */
export function installSchemathesis() {
  return installPythonTool({ name: "schemathesis", version: packageVersion });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await installSchemathesis());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
