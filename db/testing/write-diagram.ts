// Puts the schema diagram into docs/data.md.
import { readFileSync, writeFileSync } from "node:fs";
import { schemaDiagram } from "../schema-diagram";

const file = "docs/data.md";
const text = readFileSync(file, "utf8");
writeFileSync(
  file,
  text.replace(/```mermaid\nerDiagram[\s\S]*?\n```/, `\`\`\`mermaid\n${schemaDiagram()}\n\`\`\``),
);
