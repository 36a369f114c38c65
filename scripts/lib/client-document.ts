import { createHash } from "node:crypto";
import { describeRoutes } from "@/lib/http/openapi";

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, object> }>>;
  components: { responses?: Record<string, object> };
}

/**
 * What a client's types are made from: the API's description with one answer for every problem, since all look alike.
 */
export function clientDocument(): object {
  const document: Described = describeRoutes() as unknown as Described;
  for (const operation of Object.values(document.paths).flatMap((entry) => Object.values(entry))) {
    const fine = Object.entries(operation.responses).filter(([status]) => status < "400");
    operation.responses = {
      ...Object.fromEntries(fine),
      default: { $ref: "#/components/responses/Problem" },
    };
  }
  document.components.responses = {
    ...document.components.responses,
    Problem: {
      description: "What went wrong",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  };
  return document;
}

/** First line of the written types, which tells whether they are of this very document. */
export function clientHead(): string {
  const sum = createHash("sha256").update(JSON.stringify(clientDocument())).digest("hex");
  return `// Made by \`npm run client\`; never edited. SHA-256 of what it was made from: ${sum}`;
}
