// Which commit the server runs, told without a git command, which a server's machine need not have.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { projectFile } from "@/db/project-files";

const hash = /^[0-9a-f]{40}/;

/** The first twelve digits of the commit that is checked out; empty where there is no repository, as in a container. */
export async function checkedOutCommit(folder = projectFile(".git")): Promise<string> {
  if (folder === undefined) return "";
  const read = (name: string) =>
    readFile(path.join(/* turbopackIgnore: true */ folder, name), "utf8").catch(() => "");
  const head = (await read("HEAD")).trim();
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  if (ref === undefined) return short(head);
  const packed = (await read("packed-refs")).split("\n").find((line) => line.endsWith(` ${ref}`)) ?? "";
  return short(await read(ref)) || short(packed);
}

function short(text: string): string {
  return (hash.exec(text)?.[0] ?? "").slice(0, 12);
}
