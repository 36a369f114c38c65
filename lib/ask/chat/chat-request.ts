import { AppError } from "@/lib/errors/app-error";
import type { AskRequest, ChatRequest, HistoryTurn } from "../schema";
import { sourcesHeading } from "./chat-text";

const longestQuestion = 2000;
const longestTurn = 20_000;
const turnsAtMost = 20;

/**
 * The last user message as a question, what was said before as its history. Instructions (system and developer
 * messages) and results of tools are left out: answers come from the documents alone. Throws `invalid_request` for
 * what can't be answered: several choices, tools, formats other than text, images, no question at the end.
 */
export function toAskRequest(request: ChatRequest): AskRequest {
  if ((request.n ?? 1) !== 1) throw refuse("n", "Only one choice is made: leave n out or set it to 1.");
  if ((request.tools?.length ?? 0) > 0 || (request.functions?.length ?? 0) > 0)
    throw refuse("tools", "Tools are not offered here: answers come from the documents.");
  if (request.response_format && request.response_format.type !== "text")
    throw refuse("response_format", "Answers are text with citations; no other format is made.");
  if (request.audio || request.modalities?.some((modality) => modality !== "text"))
    throw refuse("modalities", "Answers are text.");
  const turns = request.messages.filter(({ role }) => role === "user" || role === "assistant");
  const last = turns.at(-1);
  if (last?.role !== "user") throw refuse("messages", "The last message must be the user's question.");
  const question = textOf(last.content, "messages").trim();
  if (question === "") throw refuse("messages", "The last message holds no text.");
  if (question.length > longestQuestion)
    throw refuse("messages", `A question may have at most ${longestQuestion} characters.`);
  const history = turns.slice(0, -1).slice(-turnsAtMost).flatMap(toTurn);
  return { question, ...(history.length > 0 && { history }) };
}

function toTurn({ role, content }: ChatRequest["messages"][number]): HistoryTurn[] {
  const text = textOf(content, undefined);
  const own = role === "assistant" ? (text.split(`\n\n${sourcesHeading}\n`)[0] ?? "") : text;
  const kept = own.trim().slice(0, longestTurn);
  return kept === "" ? [] : [{ role: role === "user" ? "user" : "assistant", content: kept }];
}

/** Text of a message. With `strict` a part that isn't text is refused, since the question may be in it. */
function textOf(content: ChatRequest["messages"][number]["content"], strict: string | undefined): string {
  if (typeof content === "string") return content;
  return (content ?? [])
    .map((part) => {
      if (typeof part.text === "string") return part.text;
      if (strict)
        throw refuse(strict, `A content part of type ${part.type.slice(0, 40)} can't be read; send text.`);
      return "";
    })
    .join("\n");
}

function refuse(name: string, reason: string): AppError {
  return new AppError("invalid_request", { public: reason, invalidParams: [{ name, reason }] });
}
