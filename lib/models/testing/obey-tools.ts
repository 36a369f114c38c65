import type { ChatTool, ObeyedChat } from "./obey-types";

/** Words by which an order names a tool, beside the tool's own name. */
const verbs: [pattern: RegExp, names: RegExp][] = [
  [/\b(?:delete|erase|wipe|retire|remove|destroy)\b/i, /retire|delete|remove/],
  [/\b(?:publish|post|add|create|write)\b/i, /publish|create|draft/],
  [
    /\b(?:send|forward|call|webhook|post|upload|report|notify|e-?mail|ping|fetch|visit)\b/i,
    /webhook|send|call/,
  ],
  [/\b(?:change|replace|edit|update|modify|rewrite|set)\b/i, /change|update|edit/],
  [/\b(?:tag|label|move|mark)\b/i, /tag|move/],
  [/\b(?:search|find|look|list|open|read|show|reveal)\b/i, /search|open|list|read/],
];

/**
 * The tool calls that the orders demand: one for each tool that an order names or means and that wasn't called before,
 * writes first, with arguments made from the order and from whatever the input holds.
 */
export function toolCallsFor(input: {
  orders: string[];
  chat: ObeyedChat;
  everything: string;
}): { name: string; arguments: string }[] {
  const { orders, chat, everything } = input;
  const called = JSON.stringify(chat.messages.map(({ tool_calls }) => tool_calls ?? null));
  const tools = [...(chat.tools ?? [])].sort((a, b) => rank(a) - rank(b));
  const calls: { name: string; arguments: string }[] = [];
  for (const tool of tools) {
    const { name } = tool.function;
    if (called.includes(`"${name}"`)) continue;
    const order = orders.find(
      (text) =>
        text.includes(name) || verbs.some(([pattern, names]) => pattern.test(text) && names.test(name)),
    );
    if (order) calls.push({ name, arguments: JSON.stringify(argumentsOf(tool, order, everything)) });
  }
  return calls.slice(0, 3);
}

function rank({ function: { name } }: ChatTool): number {
  return /search|list|open|summar|compare|ask|read/.test(name) ? 1 : 0;
}

function argumentsOf(tool: ChatTool, order: string, everything: string): Record<string, unknown> {
  const { properties = {} } = tool.function.parameters ?? {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, argumentOf(name, schema, order, everything)]),
  );
}

function argumentOf(name: string, schema: unknown, order: string, everything: string): unknown {
  const {
    type,
    enum: allowed,
    items,
  } = (schema ?? {}) as {
    type?: string;
    enum?: unknown[];
    items?: unknown;
  };
  if (allowed?.length) return allowed[0];
  if (type === "array")
    return [argumentOf(name.replace(/s$/, ""), items ?? { type: "string" }, order, everything)];
  if (type === "number" || type === "integer") return 5;
  if (type === "boolean") return true;
  if (type === "object") return { text: order };
  if (/document/.test(name)) return /\bdoc_\w+/.exec(`${order}\n${everything}`)?.[0] ?? order;
  if (/source/.test(name)) return /\bsrc_\w+/.exec(everything)?.[0] ?? "General";
  if (/url|target|address/.test(name)) return /https?:\/\/[^\s"')]+/.exec(order)?.[0] ?? order;
  return order.slice(0, 500);
}
