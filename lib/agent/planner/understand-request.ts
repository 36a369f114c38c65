// From a request in everyday words to at most three goals. What a goal is about stays in its words, and is held against
// the titles, sources and services that there are when it is carried out.
import type { EmbeddingModel } from "@/lib/models/embedding-types";
import { embeddedQuestion, findIntent, holdsService, withoutPoliteness } from "./find-intent";
import { germanBoundary, germanGoal, isGerman } from "./german-request";
import { draftOf, messageOf, refersBack, replacementOf, tagsOf, topicOf } from "./goal-arguments";
import type { Goal } from "./goals";
import { withPlainQuotes } from "./quoted-in";
import { referenceOf } from "./reference-of";
import { clausesOf } from "./split-clauses";

const mostGoals = 3;

export interface Understanding {
  services: { name: string; description: string }[];
  vectors: () => Promise<EmbeddingModel | null>;
}

/** At least one goal; `none` where nothing of it is covered. */
export async function understandRequest(asked: string, of: Understanding): Promise<Goal[]> {
  const services = of.services.map(({ name }) => name);
  const request = oneMove(withPlainQuotes(asked));
  if (isGerman(request))
    return joined(clausesOf(request, germanBoundary).map((clause) => germanGoal(clause, services))).slice(
      0,
      mostGoals,
    );
  const goals: Goal[] = [];
  let told: string | undefined;
  for (const clause of clausesOf(request)) {
    const { intent, isSure } = await findIntent(clause, { services, vectors: of.vectors });
    // “The policy was replaced, take it down”: a statement says what the request behind it is about.
    const about = told !== undefined && pointsBack.test(clause) ? `${told}, ${clause}` : clause;
    if (about !== clause) goals.pop();
    goals.push(goalOf(intent, about, services));
    told = intent === "none" && !isSure ? clause : undefined;
  }
  return toldBefore(request, joined(goals)).slice(0, mostGoals);
}

/** “Take it out of IT and put it in People” is one thing to do, not two. */
function oneMove(request: string): string {
  return request.replace(
    /\btake (.{3,80}?) (?:out of|from|off) (?:[^\s,]+ ?){1,3}?(?:,| and|, and) (?:put|place|move|file|store) (?:it|them|that) (?:in|into|under|to) /i,
    "move $1 to ",
  );
}

/** “It is 10 days now, not 12. Please fix that.”: what to change stands in the sentence before. */
function toldBefore(request: string, goals: Goal[]): Goal[] {
  const last = goals.at(-1);
  if (last?.intent !== "change" || last.find !== null) return goals;
  const told = replacementOf(request);
  if (told.find === null) return goals;
  return [
    ...goals.filter(({ intent }) => !statements.has(intent)).slice(0, -1),
    { ...last, ...told, words: request },
  ];
}

/** What a sentence that asks for nothing may be taken for. */
const statements = new Set<Goal["intent"]>(["none", "summarize", "open", "search"]);

const pointsBack = /\b(?:it|its|them|their|that one|this one)\b/i;

/** Finding and drafting on the way to publishing are one goal: an entry on the topic that was found. */
function joined(goals: Goal[]): Goal[] {
  const result: Goal[] = [];
  for (const goal of goals) {
    const before = result.at(-1);
    if (goal.intent === "publish" && before?.intent === "publish" && isEmpty(before)) {
      result[result.length - 1] = {
        ...goal,
        words: `${before.words} ${goal.words}`,
        faq: before.faq || goal.faq,
      };
      continue;
    }
    if (goal.intent === "publish" && before?.intent === "publish" && goal.text === null) {
      before.words += ` ${goal.words}`;
      before.faq ||= goal.faq;
      before.topic ??= goal.topic;
      before.title ??= goal.title;
      continue;
    }
    if (goal.intent === "publish" && goal.text === null && before && drawnFrom.has(before.intent)) {
      const own = goal.topic !== null && !refersBack(goal.topic) ? goal.topic : null;
      if (own === null || before.intent !== "open") {
        result.pop();
        result.push({
          ...goal,
          topic: own ?? ("topic" in before ? before.topic : referenceOf(before.words)),
        });
        continue;
      }
    }
    result.push(goal);
  }
  return result;
}

/** What an entry can be made of. */
const drawnFrom = new Set<Goal["intent"]>(["search", "summarize", "open"]);

/** “Write up and publish …”: the first verb says nothing of its own. */
function isEmpty(goal: Extract<Goal, { intent: "publish" }>): boolean {
  return goal.title === null && goal.text === null && goal.topic === null;
}

function goalOf(intent: Goal["intent"], clause: string, services: string[]): Goal {
  const words = withoutPoliteness(clause);
  switch (intent) {
    case "search":
      return { intent, words, topic: topicOf(words) };
    case "summarize": {
      const asked = embeddedQuestion(words) ?? words;
      return { intent, words: asked, topic: topicOf(asked), isQuestion: isQuestion(asked) };
    }
    case "publish":
      return { intent, words, ...draftOf(words) };
    case "change":
      return { intent, words, ...replacementOf(words) };
    case "tag":
      return { intent, words, ...tagsOf(words) };
    case "webhook":
      return {
        intent,
        words,
        service: services.find((name) => holdsService(words, name)) ?? null,
        message: messageOf(words),
      };
    default:
      return { intent, words };
  }
}

function isQuestion(words: string): boolean {
  return (
    /^(?:what|who|whose|when|where|why|which|how|is|are|was|were|do|does|did|can|may|must|should|will|has|have)\b/i.test(
      words,
    ) && !/\b(?:key points|main points|overview|gist|summary)\b|\bwhat(?:['’]s| is| stands) in\b/i.test(words)
  );
}
