// Which answers this tab was reading, by conversation, so that a reload in mid-answer can go on with them.

interface OpenAnswer {
  answerId: string;
  question: string;
}

const storageKey = "groundwork.open-answers";

export function openAnswerOf(conversationId: string): OpenAnswer | undefined {
  return readAll()[conversationId];
}

export function rememberOpenAnswer(conversationId: string, answer: OpenAnswer): void {
  writeAll({ ...readAll(), [conversationId]: answer });
}

export function forgetOpenAnswer(conversationId: string): void {
  const { [conversationId]: _gone, ...others } = readAll();
  writeAll(others);
}

function readAll(): Record<string, OpenAnswer> {
  try {
    return JSON.parse(window.sessionStorage.getItem(storageKey) ?? "{}") as Record<string, OpenAnswer>;
  } catch {
    // Storage may be closed to pages: then a reload shows what the server has kept.
    return {};
  }
}

function writeAll(answers: Record<string, OpenAnswer>): void {
  try {
    window.sessionStorage.setItem(storageKey, JSON.stringify(answers));
  } catch {
    return;
  }
}
