export interface ChatTool {
  function: { name: string; parameters?: { properties?: Record<string, unknown>; required?: string[] } };
}

/** A request as a chat-completions client sends it. */
export interface ObeyedChat {
  messages: { role: string; content?: unknown; tool_calls?: unknown }[];
  tools?: ChatTool[];
}
