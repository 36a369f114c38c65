// Shares the one session that PGlite has among many clients, as if each had its own: work is run in whole
// units, a transaction holds the backend until it ends, and what a client leaves behind is undone.
// (`PGLiteSocketServer` of the package runs message by message, so that two clients' statements can mix.)
import { constants } from "node:fs";
import { cp } from "node:fs/promises";
import type { PGlite } from "@electric-sql/pglite";
import type { Session, Unit } from "./session";
import {
  errorResponse,
  message,
  messagesIn,
  query,
  readText,
  readyForQuery,
  rowsIn,
  sync,
  text,
} from "./wire";

export interface BackendOptions {
  /** Folder of the cluster's files. */
  cluster: string;
  /** How long a client may hold the backend idle in a transaction while others wait. */
  idleInTransactionMs: number;
  /** Called when PGlite itself is lost: the process must end. */
  onFatal: (error: unknown) => void;
}

export class SharedBackend {
  /** The server's settings as a client is told them when it connects. */
  parameters = Buffer.alloc(0);
  readonly sessions = new Set<Session>();
  private readonly waiting: Session[] = [];
  private owner: Session | undefined;
  private settled: Session | undefined;
  private unnamedOwner: Session | undefined;
  private running = false;
  private idleTimer: NodeJS.Timeout | undefined;
  private readonly chores: (() => Promise<void>)[] = [];

  constructor(
    private readonly db: PGlite,
    private readonly options: BackendOptions,
  ) {}

  /** Reads what a client is told at its start. Call once, before the first client. */
  async prepare(): Promise<void> {
    const body = Buffer.concat([text("user"), text("postgres"), text("database"), text("postgres")]);
    const startup = Buffer.concat([Buffer.alloc(8), body, Buffer.from([0])]);
    startup.writeInt32BE(startup.length, 0);
    startup.writeInt32BE(196608, 4);
    const answer = await this.run(startup);
    this.parameters = Buffer.concat(
      [...messagesIn(answer)].filter((m) => m.type === "S").map((m) => m.bytes),
    );
  }

  get busy(): boolean {
    return this.running || this.owner !== undefined || this.waiting.length > 0;
  }

  /** A client has work. */
  wanted(session: Session): void {
    if (session !== this.owner && !this.waiting.includes(session)) this.waiting.push(session);
    this.work();
  }

  /** A client has left: what it didn't finish is rolled back. */
  leave(session: Session): void {
    this.sessions.delete(session);
    session.queue.length = 0;
    const at = this.waiting.indexOf(session);
    if (at >= 0) this.waiting.splice(at, 1);
    // Before all else: until then it may hold the backend.
    this.chores.unshift(() => this.cleanUp(session));
    this.work();
  }

  /** Takes back work that waits. What runs already can't be interrupted. */
  cancel(id: number, secret: number): void {
    for (const session of this.sessions) {
      if (session.id !== id || session.secret !== secret || session === this.owner) continue;
      const unit = session.inStep ? undefined : session.queue.shift();
      if (!unit) return;
      const failure = errorResponse({ code: "57014", message: "canceling statement due to user request" });
      session.send(unit.complete ? Buffer.concat([failure, readyForQuery(session.status)]) : failure);
    }
  }

  /** Copies the cluster's files to an empty folder, as they are between two transactions. */
  snapshot(folder: string): Promise<void> {
    return this.exclusively(async () => {
      await this.run(query("checkpoint"));
      await cp(this.options.cluster, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
    });
  }

  /** Runs something between the clients' units, when no transaction is open. */
  exclusively<T>(chore: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.chores.push(() => chore().then(resolve, reject));
      this.work();
    });
  }

  private work(): void {
    if (this.running) return;
    this.running = true;
    this.loop()
      .catch(this.options.onFatal)
      .finally(() => {
        this.running = false;
        this.watchOwner();
      });
  }

  private async loop(): Promise<void> {
    for (;;) {
      // A client that left in mid-transaction is seen to first: it can't end it itself.
      if (this.owner?.closed || !this.owner) {
        const chore = this.chores.shift();
        if (chore) {
          await chore();
          continue;
        }
      }
      const session = this.owner ?? this.waiting.shift();
      if (!session) return;
      const unit = session.queue.shift();
      if (!unit && session === this.owner) return;
      if (!unit) continue;
      clearTimeout(this.idleTimer);
      session.inStep = true;
      await this.step(session, unit).finally(() => {
        session.inStep = false;
      });
      if (session !== this.owner && session.queue.length > 0) this.wanted(session);
      // Sockets are read and written between the units.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async step(session: Session, unit: Unit): Promise<void> {
    if (unit.reply) {
      session.send(unit.reply);
      return;
    }
    const failure = unit.failure ?? this.missingStatement(session, unit);
    if (failure) {
      session.send(unit.complete ? Buffer.concat([failure, readyForQuery(session.status)]) : failure);
      return;
    }
    if (!unit.bytes) return;
    await this.useSettings(session);
    if (unit.parsesUnnamed) this.unnamedOwner = session;
    const answer = this.route(session, await this.run(unit.bytes));
    if (unit.complete) session.status = statusOf(answer) ?? session.status;
    this.owner = unit.complete && session.status === "I" ? undefined : session;
    if (unit.listens) await this.listen(session, unit.listens);
    if (unit.changesSettings) session.settingsChanged = true;
    // Not before the end of a transaction: a rollback undoes what was set in it.
    if (session.settingsChanged && !this.owner) await this.readSettings(session);
    session.send(answer);
  }

  /** An unnamed statement lives until anybody makes another. */
  private missingStatement(session: Session, unit: Unit): Buffer | undefined {
    if (!unit.needsUnnamed || this.unnamedOwner === session) return undefined;
    return errorResponse({ code: "26000", message: "unnamed prepared statement does not exist" });
  }

  private async cleanUp(session: Session): Promise<void> {
    const names = session.preparedNames().map((name) => message("C", Buffer.from("S"), text(name)));
    if (this.owner === session) {
      await this.run(sync);
      await this.run(query("rollback"));
      this.owner = undefined;
    }
    if (session.channels.size > 0) await this.listenToAll();
    if (names.length > 0) await this.run(Buffer.concat([...names, sync]));
    if (this.unnamedOwner === session) this.unnamedOwner = undefined;
    if (this.settled === session && session.settings.size > 0) await this.run(query("reset all"));
    if (this.settled === session) this.settled = undefined;
  }

  private async run(bytes: Buffer): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.db.execProtocolRawStream(bytes, { onRawData: (part) => parts.push(Buffer.from(part)) });
    return Buffer.concat(parts);
  }

  /** Puts the session settings of this client in place of those of the last one. */
  private async useSettings(session: Session): Promise<void> {
    if (this.settled === session || this.owner === session) return;
    const left = this.settled?.settings.size ?? 0;
    this.settled = session;
    if (left > 0) await this.run(query("reset all"));
    for (const [name, value] of session.settings) {
      const answer = await this.run(query(`select set_config(${literal(name)}, ${literal(value)}, false)`));
      if ([...messagesIn(answer)].some((m) => m.type === "E")) session.settings.delete(name);
    }
  }

  private async readSettings(session: Session): Promise<void> {
    session.settingsChanged = false;
    const rows = rowsIn(
      await this.run(query("select name, setting from pg_settings where source = 'session'")),
    );
    session.settings = new Map(rows.map(([name, value]) => [name ?? "", value ?? ""]));
  }

  private async listen(session: Session, statement: string): Promise<void> {
    for (const part of statement.split(";")) {
      const match = part.match(/^\s*(un)?listen\s+(?:"((?:[^"]|"")+)"|(\*|[\w$]+))/i);
      if (!match) continue;
      const channel = match[2]?.replaceAll('""', '"') ?? match[3]?.toLowerCase() ?? "";
      if (!match[1]) session.channels.add(channel);
      else if (channel === "*") session.channels.clear();
      else session.channels.delete(channel);
      if (match[1] && session.status === "I") await this.listenToAll();
    }
  }

  /** The backend listens to what any client listens to. */
  private async listenToAll(): Promise<void> {
    const channels = new Set([...this.sessions].flatMap((session) => [...session.channels]));
    const statements = [...channels].map((channel) => `listen "${channel.replaceAll('"', '""')}"`);
    await this.run(query(["unlisten *", ...statements].join(";")));
  }

  /** Hands notifications to the clients that listen, and the rest back. */
  private route(session: Session, answer: Buffer): Buffer {
    const own: Buffer[] = [];
    let found = false;
    for (const { type, bytes } of messagesIn(answer)) {
      if (type !== "A") {
        own.push(bytes);
        continue;
      }
      found = true;
      const channel = readText(bytes, 9).value;
      for (const other of this.sessions) {
        if (!other.channels.has(channel)) continue;
        if (other === session) own.push(bytes);
        else other.send(Buffer.from(bytes));
      }
    }
    return found ? Buffer.concat(own) : answer;
  }

  /** A client that keeps everybody waiting without doing anything is let go. */
  private watchOwner(): void {
    clearTimeout(this.idleTimer);
    const owner = this.owner;
    if (!owner) return;
    this.idleTimer = setTimeout(() => {
      if (this.owner !== owner || this.running) return;
      if (this.waiting.length === 0 && this.chores.length === 0) return this.watchOwner();
      owner.end({ code: "25P03", message: "terminating connection due to idle-in-transaction timeout" });
    }, this.options.idleInTransactionMs);
    this.idleTimer.unref();
  }
}

/** The state that the backend reports last. */
function statusOf(answer: Buffer): string | undefined {
  const last = answer.subarray(-6);
  return last.length === 6 && last[0] === 0x5a ? String.fromCharCode(last[5] ?? 0) : undefined;
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
