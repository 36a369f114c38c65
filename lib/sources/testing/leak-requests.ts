// Every address of the API that may tell of a document, asked as a person would ask, and with ids and words of
// documents that the person may not know of.
import { answerSchema } from "@/lib/ask/schema";
import type { LeakRequest, LeakResponse } from "./leak-door";
import type { LeakWorld, Person, WorldDocument, WorldQuestion } from "./leak-world";

export interface Probe extends LeakRequest {
  /** Whose view is asked for, with *view as*. */
  viewed?: Person;
  /** Every question is refused meanwhile, and becomes a gap. */
  refuses?: boolean;
  /** Needs a session: no key may. */
  session?: boolean;
  /** The only status that is right, when it follows from the model. */
  status?: number;
  /** Learns from the answer; returns what is wrong with it. */
  learn?: (response: LeakResponse) => string[];
}

type Make = (world: LeakWorld, person: Person) => Probe | undefined;

const isEditor = ({ role }: Person) => role === "editor" || role === "admin";
const topK = 8;

function ofDocument(
  route: string,
  query: (document: WorldDocument) => Record<string, string> = () => ({}),
): Make {
  return (world, person) => {
    const document = world.random.pick(world.documents);
    const there = !document.deleted && world.reads(person, document.source);
    return {
      route,
      params: { id: document.id, number: "1" },
      query: query(document),
      ...(!there && { status: 404 }),
    };
  };
}

/** A change to a document: for editors who read it, 404 for those who don't, whoever else asks is not allowed. */
function onDocument(route: string, body?: unknown): Make {
  return (world, person) => {
    const document = world.random.pick(world.documents);
    const restores = route.endsWith("/restore");
    const there = world.reads(person, document.source) && document.deleted === restores;
    const status = !isEditor(person) ? 403 : there ? (route.startsWith("delete") ? 204 : 200) : 404;
    return {
      route,
      params: { id: document.id },
      ...(body !== undefined && { body }),
      status,
      learn: () => {
        if (status === 200 && restores) document.deleted = false;
        if (status === 204) document.deleted = true;
        return [];
      },
    };
  };
}

interface Asked {
  /** Beside the question. */
  more?: Record<string, unknown>;
  question?: WorldQuestion;
}

function ask(person: Person, text: string, { more = {}, question }: Asked = {}): Probe {
  return {
    route: "post /api/ask",
    body: { question: question ? `${text} (${question.word})` : text, top_k: topK, ...more },
    learn: ({ body, status }) => {
      if (status !== 200 || more.stream) return [];
      const answer = answerSchema.parse(JSON.parse(body));
      if (question)
        question.shown = [...answer.citations, ...answer.nearest].map((passage) => passage.document_id);
      person.answers.push({ id: answer.id, conversationId: answer.conversation_id, question });
      return [];
    },
  };
}

const askedOf = (world: LeakWorld) =>
  `What is the access phrase for the ${world.random.pick(world.documents).topic}?`;

/** Titles that a list must show: those of all readable documents and no others. */
function wholeList(world: LeakWorld, person: Person): Probe {
  return {
    route: "get /api/documents",
    query: { limit: "200", sort: world.random.pick(["title", "source", "updated", "asked"]) },
    learn: ({ body }) => {
      const { data, total } = JSON.parse(body) as { data: { id: string }[]; total: number };
      const shown = data.map(({ id }) => id).sort();
      const expected = world
        .readable(person)
        .map(({ id }) => id)
        .sort();
      return JSON.stringify(shown) === JSON.stringify(expected) && total === expected.length
        ? []
        : [`lists ${shown.length} of ${total} documents, but ${expected.length} may be read`];
    },
  };
}

/** A word of a document finds it for those who may read it. */
function searchOne(world: LeakWorld, person: Person): Probe {
  const document = world.random.pick(world.documents);
  return {
    route: "post /api/search",
    body: { query: document.words.phrase, top_k: topK },
    learn: ({ body }) =>
      body.includes(document.id) === world.readable(person).includes(document)
        ? []
        : [`search for a word of ${document.id} is not what the model says`],
  };
}

function tagCounts(world: LeakWorld, person: Person): Probe {
  return {
    route: "get /api/documents/tags",
    learn: ({ body }) => {
      const { data } = JSON.parse(body) as { data: { tag: string; count: number }[] };
      const known = data.filter(({ tag }) => tag.startsWith("qz")).length;
      return known === world.readable(person).length ? [] : [`${known} tags`];
    },
  };
}

function sourceCounts(world: LeakWorld, person: Person): Probe {
  return {
    route: "get /api/sources",
    learn: ({ body }) => {
      const { data } = JSON.parse(body) as { data: { id: string; document_count: number }[] };
      const wrong = data.filter(
        ({ id, document_count }) =>
          document_count !== world.readable(person).filter(({ source }) => source.id === id).length,
      );
      const expected = world.sources.filter((source) => world.reads(person, source)).length;
      return wrong.length === 0 && data.length === expected ? [] : ["sources or their counts are wrong"];
    },
  };
}

/** A source is named: unknown and forbidden must look alike. */
function namesSource(route: string, named: (name: string) => Partial<Probe>): Make {
  return (world, person) => {
    const source = world.random.pick(world.sources);
    const probe = { route, ...named(source.name) };
    return world.reads(person, source) ? probe : { ...probe, status: 422 };
  };
}

function report(world: LeakWorld, person: Person): Probe | undefined {
  if (person.answers.length === 0) return undefined;
  const { id, question } = world.random.pick(person.answers);
  return {
    route: "post /api/gaps",
    body: { answer_id: id },
    learn: () => {
      if (question) question.reported = true;
      return [];
    },
  };
}

const ofAnswer =
  (route: string, headers: Record<string, string> = {}): Make =>
  (world, person) => {
    const owner = world.random.pick(world.people);
    if (owner.answers.length === 0) return undefined;
    const { id } = world.random.pick(owner.answers);
    return { route, params: { id }, headers, ...(owner !== person && { status: 404 }) };
  };

/** What is asked, by name; each makes a request for one person, or none when there is nothing to ask for. */
export const probes: Make[] = [
  wholeList,
  searchOne,
  searchOne,
  tagCounts,
  sourceCounts,
  (world) => ({ route: "get /api/documents", query: { q: world.random.pick(world.documents).words.title } }),
  (world) => ({ route: "get /api/documents", query: { tag: world.random.pick(world.documents).words.tag } }),
  namesSource("get /api/documents", (source) => ({ query: { source } })),
  namesSource("post /api/search", (name) => ({
    body: { query: "access phrase", filters: { sources: [name] } },
  })),
  namesSource("post /api/ask", (name) => ({
    body: { question: "What is the access phrase?", filters: { sources: [name] } },
  })),
  (world) => ({ route: "post /api/search", body: { query: askedOf(world), top_k: 20 } }),
  (world) => ({
    route: "post /api/search",
    body: {
      query: "access phrase",
      filters: { uris: [`guides/${world.random.pick(world.documents).words.uri}.md`] },
    },
  }),
  (world) => ({
    route: "post /api/search",
    body: { query: "access phrase", filters: { document_ids: [world.random.pick(world.documents).id] } },
  }),
  (world, person) => ask(person, askedOf(world)),
  (world, person) => ask(person, askedOf(world), { more: { stream: true } }),
  (world, person) => ask(person, askedOf(world), { question: world.newQuestion(person) }),
  (world, person) => ({
    ...ask(person, askedOf(world), { question: world.newQuestion(person) }),
    refuses: true,
  }),
  (world, person) => ask(person, askedOf(world), { more: { conversation_id: "new" } }),
  (world, person) => {
    const { conversationId } = person.answers.at(-1) ?? {};
    if (!conversationId) return undefined;
    const text = `And for the ${world.random.pick(world.documents).topic}?`;
    return ask(person, text, { more: { conversation_id: conversationId } });
  },
  ofDocument("get /api/documents/{id}"),
  ofDocument("get /api/documents/{id}/text"),
  ofDocument("get /api/documents/{id}/find", () => ({ q: "access" })),
  ofDocument("get /api/documents/{id}/versions"),
  ofDocument("get /api/documents/{id}/answers"),
  ofDocument("get /api/documents/{id}/original"),
  ofDocument("get /api/documents/{id}/diff"),
  ofDocument("get /api/documents/{id}/pages/{number}"),
  onDocument("patch /api/documents/{id}", {}),
  onDocument("delete /api/documents/{id}"),
  onDocument("post /api/documents/{id}/restore"),
  onDocument("post /api/documents/{id}/restore"),
  (world, person) => {
    const documents = [world.random.pick(world.documents), world.random.pick(world.documents)];
    const readable = world.readable(person);
    return {
      route: "post /api/documents/bulk",
      body: { action: "untag", ids: documents.map(({ id }) => id), tags: ["none"] },
      status: isEditor(person) ? 200 : 403,
      learn: ({ body }) => {
        if (!isEditor(person)) return [];
        const { done } = JSON.parse(body) as { done: string[] };
        const expected = new Set(
          documents.filter((document) => readable.includes(document)).map(({ id }) => id),
        );
        return done.length === expected.size ? [] : ["bulk changed what may not be read, or left what may"];
      },
    };
  },
  ofAnswer("get /api/answers/{id}"),
  ofAnswer("get /api/answers/{id}/trace"),
  ofAnswer("get /api/answers/{id}/events", { accept: "text/event-stream" }),
  report,
  (_, person) => ({
    route: "get /api/gaps",
    query: { least: "1", limit: "200" },
    ...(!isEditor(person) && { status: 403 }),
  }),
  () => ({ route: "get /api/conversations" }),
  (world) => ({
    route: "get /api/conversations",
    query: { q: world.random.pick(world.documents).words.phrase },
  }),
  (world, person) => {
    const id = world.random
      .pick(world.people)
      .answers.find((answer) => answer.conversationId)?.conversationId;
    const own = person.answers.some((answer) => answer.conversationId === id);
    return id
      ? { route: "get /api/conversations/{id}", params: { id }, ...(!own && { status: 404 }) }
      : undefined;
  },
  () => ({ route: "get /api/suggestions" }),
  (_, person) => ({ route: "get /api/jobs", ...(!isEditor(person) && { status: 403 }) }),
  (world, person) => {
    const owner = world.people.find(({ jobs }) => jobs.length > 0);
    const id = world.random.chance(0.5) ? owner?.jobs[0] : person.jobs[0];
    if (!id) return undefined;
    const headers: Record<string, string> = world.random.chance(0.5) ? { accept: "text/event-stream" } : {};
    const status = !isEditor(person) ? 403 : person.jobs.includes(id) ? 200 : 404;
    return { route: "get /api/jobs/{id}", params: { id }, headers, status };
  },
  (_, person) => ({ route: "get /api/sources/managed", status: person.role === "admin" ? 200 : 403 }),
  (world, person) => ({
    route: "get /api/sources/{id}",
    params: { id: world.random.pick(world.sources.filter(({ deleted }) => !deleted)).id },
    status: person.role === "admin" ? 200 : 403,
  }),
  (world, person) => {
    const viewed = world.random.pick(world.people);
    const status = person.role === "admin" ? 200 : 403;
    return {
      route: "get /api/sources/view-as",
      query: { user_id: viewed.id, limit: "200" },
      viewed,
      session: true,
      status,
    };
  },
  // A name that is taken by a source one may not know of says no more than one that isn't.
  (world, person) => {
    if (person.role === "admin") return undefined;
    const name = world.random.pick(world.sources).name;
    return { route: "post /api/sources", body: { name }, status: 403 };
  },
  (world, person) => {
    const source = world.random.pick(world.sources);
    const isFree = person.role === "admin" && source.deleted;
    if (!isEditor(person) || isFree || world.reads(person, source)) return undefined;
    return {
      route: "post /api/documents",
      body: { title: "Note", text: "Nothing.", source: source.name },
      status: 422,
    };
  },
  (_, person) => ({ route: "get /api/audit", status: person.role === "admin" ? 200 : 403 }),
  (_, person) => ({ route: "get /api/audit/export", status: person.role === "admin" ? 200 : 403 }),
  (world) => ({
    route: "post /api/v1/chat/completions",
    body: {
      model: "groundwork",
      messages: [{ role: "user", content: askedOf(world) }],
      stream: world.random.chance(0.5),
    },
  }),
  () => ({ route: "get /api/metrics" }),
  () => ({ route: "get /api/ready" }),
];
