// People, groups, sources and documents with words that stand nowhere else, and a plain model of who may see
// which of them. The model knows nothing of SQL: it is what the product is held against.
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { newApiKeyText } from "@/lib/auth/api-key-text";
import { type Role, scopeSchema } from "@/lib/auth/schema";
import { hashToken, newSecretToken } from "@/lib/auth/secret-token";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { type Random, randomOf } from "./random";

export interface Person {
  id: string;
  role: Role;
  groups: Set<string>;
  /** Headers of their session and of their key. */
  session: Record<string, string>;
  key: Record<string, string>;
  answers: { id: string; conversationId: string | null; question: WorldQuestion | undefined }[];
  jobs: string[];
  /** Of the agent, started by them. */
  runs: string[];
}

/** A question with a word of its own in it. */
export interface WorldQuestion {
  asker: Person;
  word: string;
  /** Ids of the documents that its answer cited or offered. */
  shown: string[];
  reported: boolean;
}

export interface WorldSource {
  id: string;
  name: string;
  open: boolean;
  allowed: boolean;
  deleted: boolean;
  /** `user:id` and `group:id`. */
  grants: Set<string>;
  words: string[];
}

export interface WorldDocument {
  id: string;
  source: WorldSource;
  topic: string;
  deleted: boolean;
  words: { title: string; text: string; phrase: string; tag: string; uri: string; heading: string };
}

const topics = [
  "parking garage",
  "canteen",
  "laboratory",
  "workshop",
  "archive",
  "greenhouse",
  "boiler room",
  "library",
  "warehouse",
  "fitness room",
  "print shop",
  "server room",
  "roof terrace",
  "loading dock",
  "mail room",
];

export class LeakWorld {
  readonly people: Person[] = [];
  readonly groups: string[] = [];
  readonly sources: WorldSource[] = [];
  readonly documents: WorldDocument[] = [];
  /** Whose a word is. */
  readonly words = new Map<string, WorldDocument | WorldSource | WorldQuestion>();
  /** The source that the settings deny. */
  denied: WorldSource | undefined;
  /** Ids of approvals that anybody was shown. */
  readonly approvals = new Set<string>();
  readonly random: Random;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  /** A word that stands nowhere else and that no tokenizer cuts. */
  word(of: WorldDocument | WorldSource | WorldQuestion): string {
    const letters = Array.from({ length: 11 }, () => this.random.pick([..."abcdefghiklmnoprtuvw"])).join("");
    const word = `qz${letters}`;
    this.words.set(word, of);
    return word;
  }

  /** Whether the person may read the source now. */
  reads(person: Person, source: WorldSource): boolean {
    if (source.deleted || !source.allowed || source === this.denied) return false;
    const subjects = [`user:${person.id}`, ...[...person.groups].map((id) => `group:${id}`)];
    return source.open || subjects.some((subject) => source.grants.has(subject));
  }

  readable(person: Person): WorldDocument[] {
    return this.documents.filter(({ deleted, source }) => !deleted && this.reads(person, source));
  }

  /** Whether the word may stand in what `person` gets from `route`. */
  mayShow(person: Person, word: string, route: string, viewed?: Person): boolean {
    const of = this.words.get(word);
    if (!of) return true;
    if ("source" in of) {
      if (viewed) return word === of.words.title && !of.deleted && this.reads(viewed, of.source);
      if (of.deleted && isLive.test(route)) return false;
      return this.reads(person, of.source);
    }
    if ("grants" in of) {
      if (viewed) return this.reads(viewed, of);
      return this.reads(person, of) || (person.role === "admin" && isManaging.test(route));
    }
    if (of.asker === person) return true;
    if (!of.reported || !route.includes("/api/gaps") || !["editor", "admin"].includes(person.role))
      return false;
    return this.documents.every(({ id, source }) => !of.shown.includes(id) || this.reads(person, source));
  }

  /** What a word is, for the report of a leak. */
  describe(word: string): string {
    const of = this.words.get(word);
    if (!of) return "a word of nothing";
    if ("grants" in of) return `name or description of ${of.id}`;
    if ("asker" in of) return `question of ${of.asker.id}`;
    const kind = Object.entries(of.words).find(([, own]) => own === word)?.[0];
    return `${kind} of ${of.id} in ${of.source.id}${of.deleted ? ", deleted" : ""}`;
  }

  /** A new question with a word of its own. */
  newQuestion(asker: Person): WorldQuestion {
    const question: WorldQuestion = { asker, word: "", shown: [], reported: false };
    question.word = this.word(question);
    return question;
  }

  async addPeople(db: Database, roles: Role[]): Promise<void> {
    for (const name of ["a", "b", "c", "d", "e"]) {
      const id = `grp_${name}`;
      await db.execute(sql`insert into groups (id, name) values (${id}, ${`Group ${name}`})`);
      this.groups.push(id);
    }
    for (const [index, role] of roles.entries()) {
      const id = `usr_${index}`;
      const key = newApiKeyText();
      const token = newSecretToken();
      await db.execute(sql`insert into users (id, email, name, role)
        values (${id}, ${`person${index}@example.org`}, ${`Person ${index}`}, ${role})`);
      await db.execute(sql`insert into api_keys (id, secret_hash, user_id, name, scopes)
        values (${key.id}, ${hashToken(key.secret)}, ${id}, 'all', ${`{${scopeSchema.options.join(",")}}`}::text[])`);
      await db.execute(sql`insert into sessions (id, token_hash, user_id, expires_at)
        values (${`ses_${index}`}, ${hashToken(token)}, ${id}, now() + interval '1 day')`);
      const [cookie = ""] = (await sessionCookie({ token, secure: false })).split(";");
      const person: Person = {
        id,
        role,
        groups: new Set(),
        session: { cookie },
        key: { authorization: `Bearer ${key.text}` },
        answers: [],
        jobs: [],
        runs: [],
      };
      this.people.push(person);
      for (const group of this.groups) if (this.random.chance(0.3)) await this.join(db, person, group, true);
    }
  }

  async join(db: Database, person: Person, group: string, joins: boolean): Promise<void> {
    if (joins) {
      person.groups.add(group);
      await db.execute(
        sql`insert into group_members (group_id, user_id) values (${group}, ${person.id}) on conflict do nothing`,
      );
    } else {
      person.groups.delete(group);
      await db.execute(sql`delete from group_members where group_id = ${group} and user_id = ${person.id}`);
    }
  }

  newSource(): WorldSource {
    const source: WorldSource = {
      id: "",
      name: "",
      open: this.random.chance(0.2),
      allowed: true,
      deleted: false,
      grants: new Set(),
      words: [],
    };
    source.words = [this.word(source), this.word(source)];
    source.name = `Office ${source.words[0]}`;
    for (const subject of this.subjects()) if (this.random.chance(0.2)) source.grants.add(subject);
    this.sources.push(source);
    return source;
  }

  newDocument(source: WorldSource, index: number): WorldDocument {
    const document = {
      id: "",
      source,
      topic: topics[index % topics.length] ?? "",
      deleted: false,
    } as WorldDocument;
    const words = ["title", "text", "phrase", "tag", "uri", "heading"].map((name) => [
      name,
      this.word(document),
    ]);
    document.words = Object.fromEntries(words);
    this.documents.push(document);
    return document;
  }

  subjects(): string[] {
    return [...this.people.map(({ id }) => `user:${id}`), ...this.groups.map((id) => `group:${id}`)];
  }
}

/** What is deleted isn't found or listed; only what it proved before may still quote it. */
const isLive = /search|get \/api\/documents|suggestions/;
const isManaging = /\/api\/audit|\/api\/sources(\/managed|\/\{id\}|$)/;

/** A document as it is taken in. */
export function textOf(
  { topic, words }: WorldDocument,
  edition = "",
): { title: string; uri: string; tags: string[]; text: string } {
  return {
    title: `Guide ${words.title}`,
    uri: `guides/${words.uri}.md`,
    tags: [words.tag],
    text: `# Guide ${words.title}\n\n## When is the ${topic} of ${words.heading} open?\n\nThe ${topic} of ${words.heading} is open on ${words.text} days.${edition}\n\n## Access\n\nThe access phrase for the ${topic} is ${words.phrase}.\n`,
  };
}
