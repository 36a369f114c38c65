import type { RouteExample } from "./example-schema";
import examples from "./examples.json";

interface Operation {
  parameters?: { name: string; in: string; example?: unknown }[];
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
}

/** Puts a request that was sent, and what came back, into each operation of the description, and returns it. */
export function addExamples<Document extends { paths?: object }>(document: Document): Document {
  const kept: Record<string, RouteExample | undefined> = examples;
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations as Record<string, Operation>)) {
      const example = kept[`${method} ${path}`];
      if (example) addTo(operation, example);
    }
  }
  return document;
}

function addTo(operation: Operation, { params, query, body, status, type, answer }: RouteExample): void {
  for (const parameter of operation.parameters ?? []) {
    const given = { ...params, ...query }[parameter.name];
    if (given !== undefined && parameter.in !== "header") parameter.example = given;
  }
  const sent = operation.requestBody?.content["application/json"];
  if (sent && body !== undefined) sent.example = body;
  const content = operation.responses[String(status)]?.content;
  // Files come with whatever type they have.
  const got = content?.[type] ?? (type === "" ? undefined : content?.["*/*"]);
  if (got) got.example = answer;
}
