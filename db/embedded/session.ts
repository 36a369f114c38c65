// One client of the embedded database: turns its bytes into units of work that the backend runs whole.
import { randomInt } from "node:crypto";
import type { Socket } from "node:net";
import {
  cancelRequest,
  errorResponse,
  gssRequest,
  int32,
  type Message,
  MessageReader,
  message,
  protocolVersion,
  readText,
  readyForQuery,
  sslRequest,
  text,
} from "./wire";

/** A COPY is held whole until it runs: the backend can't wait for bytes in its midst. */
const maxCopyBytes = 256 * 1024 * 1024;
const copyFromClient = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*copy\b[^;]*\bfrom\s+stdin\b[^;]*;?\s*$/i;
const mayChangeSettings =
  /(?:^|;)\s*(?:set\s+(?!local\b|transaction\b|constraints\b)|reset\b|discard\b)|\bset_config\s*\(/i;
const listens = /(?:^|;)\s*(?:listen|unlisten)\b/i;
/** Settings of a startup message that are no settings of the server. */
const startupOnly = new Set(["user", "database", "replication", "options", "application_name"]);

/** What runs without a break: a simple query, or extended messages up to a Sync or Flush. */
export interface Unit {
  bytes?: Buffer;
  /** Sent as it is instead of running anything. */
  reply?: Buffer;
  /** Sent instead of running anything, followed by the state of the session. */
  failure?: Buffer;
  /** False after a Flush: the client goes on where it stopped. */
  complete: boolean;
  changesSettings?: boolean;
  listens?: string;
  parsesUnnamed?: boolean;
  needsUnnamed?: boolean;
}

/** What a session asks of the backend that it shares with others. */
export interface SessionHost {
  parameters: Buffer;
  wanted(session: Session): void;
  leave(session: Session): void;
  cancel(id: number, secret: number): void;
  snapshot(folder: string): Promise<unknown>;
}

export class Session {
  private static last = 0;
  readonly id = ++Session.last;
  readonly secret = randomInt(2 ** 31);
  readonly queue: Unit[] = [];
  /** Session settings of this client, put in place when its turn comes. */
  settings = new Map<string, string>();
  /** Set when a statement may have changed them. */
  settingsChanged = false;
  readonly channels = new Set<string>();
  /** `I` idle, `T` in a transaction, `E` in a failed one, as its last work left it. */
  status = "I";
  closed = false;
  /** While its work runs. */
  inStep = false;
  private readonly reader = new MessageReader();
  private readonly statements = new Map<string, string>();
  private parts: Buffer[] = [];
  private unit: Omit<Unit, "bytes" | "complete"> = {};
  private parsedUnnamed = false;
  private copy: { parts: Buffer[]; size: number } | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly backend: SessionHost,
  ) {
    socket.setNoDelay(true);
    socket.on("data", (part) => this.receive(part));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.closed = true;
      backend.leave(this);
    });
  }

  send(bytes: Buffer): void {
    if (bytes.length > 0 && this.socket.writable) this.socket.write(bytes);
  }

  /** Ends the connection, with a reason for the client when there is one. */
  end(reason?: { code: string; message: string }): void {
    if (reason) this.send(errorResponse({ severity: "FATAL", ...reason }));
    this.socket.end();
    this.socket.destroySoon();
  }

  /** Nothing runs, waits or is half told. */
  get atRest(): boolean {
    return (
      this.status === "I" && this.queue.length === 0 && this.parts.length === 0 && !this.copy && !this.inStep
    );
  }

  /** The statements that it made, by the names that the backend knows them by. */
  preparedNames(): string[] {
    return [...this.statements.values()];
  }

  private receive(part: Buffer): void {
    this.reader.push(part);
    try {
      for (let next = this.reader.next(); next && !this.closed; next = this.reader.next()) {
        if (this.reader.started) this.take(next);
        else this.start(next.bytes);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.end({ code: "08P01", message: `Not a message of the Postgres protocol: ${reason}` });
    }
  }

  private start(bytes: Buffer): void {
    const code = bytes.readInt32BE(4);
    if (code === sslRequest || code === gssRequest) {
      this.send(Buffer.from("N"));
      return;
    }
    if (code === cancelRequest) {
      this.backend.cancel(bytes.readInt32BE(8), bytes.readInt32BE(12));
      this.socket.end();
      return;
    }
    if (code !== protocolVersion) {
      this.end({ code: "0A000", message: "Only version 3.0 of the Postgres protocol is spoken here." });
      return;
    }
    for (let at = 8; bytes[at]; ) {
      const name = readText(bytes, at);
      const value = readText(bytes, name.end);
      if (!startupOnly.has(name.value)) this.settings.set(name.value, value.value);
      at = value.end;
    }
    this.reader.started = true;
    const key = message("K", int32(this.id), int32(this.secret));
    this.send(Buffer.concat([message("R", int32(0)), this.backend.parameters, key, readyForQuery("I")]));
  }

  private take({ type, bytes }: Message): void {
    if (type === "X") {
      this.socket.end();
      return;
    }
    if (this.copy) {
      if (this.collectCopy(type, bytes)) return;
    } else if (type === "Q") {
      this.takeQuery(bytes);
      return;
    }
    // Stray parts of a COPY that has failed are dropped, as every server does.
    if ("dcf".includes(type)) return;
    this.parts.push(this.renamed(type, bytes));
    if (type === "S" || type === "F") this.finishUnit(true);
    else if (type === "H") this.finishUnit(false);
  }

  private takeQuery(bytes: Buffer): void {
    const statement = readText(bytes, 5).value;
    const snapshot = statement.match(/^snapshot embedded '((?:[^']|'')+)'$/)?.[1];
    if (snapshot) {
      this.takeSnapshot(snapshot.replaceAll("''", "'"));
      return;
    }
    if (copyFromClient.test(statement)) {
      this.copy = { parts: [bytes], size: 0 };
      const binary = /\bbinary\b/i.test(statement) ? 1 : 0;
      // CopyInResponse: the format, and no columns, since clients don't look at them.
      this.push({ reply: message("G", Buffer.from([binary, 0, 0])), complete: false });
      return;
    }
    this.noteStatement(statement);
    this.parts.push(bytes);
    // Hidden in other statements, a COPY would wait for bytes for ever: this makes it fail. Else it is ignored.
    if (/\bcopy\b[\s\S]*\bstdin\b/i.test(statement)) {
      this.parts.push(message("f", text("The embedded database takes COPY FROM STDIN as a statement alone")));
    }
    this.finishUnit(true);
  }

  /** A statement of our own, for backups: copies the files while nothing is written. */
  private takeSnapshot(folder: string): void {
    this.backend.snapshot(folder).then(
      () => this.send(Buffer.concat([message("C", text("SNAPSHOT")), readyForQuery("I")])),
      (error: NodeJS.ErrnoException) => {
        const code = error.code === "ENOSPC" ? "53100" : "58030";
        this.send(Buffer.concat([errorResponse({ code, message: error.message }), readyForQuery("I")]));
      },
    );
  }

  private collectCopy(type: string, bytes: Buffer): boolean {
    const copy = this.copy;
    if (!copy) return false;
    if (type === "d") {
      copy.size += bytes.length;
      if (copy.size > maxCopyBytes) copy.parts.length = 1;
      else copy.parts.push(Buffer.from(bytes));
      return true;
    }
    if (type !== "c" && type !== "f") return type === "S" || type === "H";
    this.copy = undefined;
    if (copy.size > maxCopyBytes) {
      const failure = errorResponse({
        code: "54000",
        message: `The embedded database takes at most ${maxCopyBytes} bytes in one COPY; send several.`,
      });
      this.push({ failure, complete: true });
    } else {
      this.push({ bytes: Buffer.concat([...copy.parts, bytes]), complete: true });
    }
    return true;
  }

  private finishUnit(complete: boolean): void {
    const unit = { ...this.unit, bytes: Buffer.concat(this.parts), complete };
    this.parts = [];
    this.unit = {};
    if (complete) this.parsedUnnamed = false;
    this.push(unit);
  }

  private push(unit: Unit): void {
    this.queue.push(unit);
    this.backend.wanted(this);
  }

  /** Prepared statements get names of their own: all clients share one session of the backend. */
  private renamed(type: string, bytes: Buffer): Buffer {
    if (type === "P") {
      const name = readText(bytes, 5);
      const statement = readText(bytes, name.end);
      this.noteStatement(statement.value);
      if (copyFromClient.test(statement.value)) {
        this.unit.failure = errorResponse({
          code: "0A000",
          message: "The embedded database takes COPY FROM STDIN by the simple protocol only",
        });
      }
      if (name.value === "") {
        this.parsedUnnamed = true;
        this.unit.parsesUnnamed = true;
        return bytes;
      }
      return message("P", text(this.nameOf(name.value)), bytes.subarray(name.end));
    }
    if (type === "B") {
      const portal = readText(bytes, 5);
      const name = readText(bytes, portal.end);
      if (name.value === "") this.useUnnamed();
      const known = text(this.nameOf(name.value));
      return message("B", text(portal.value), known, bytes.subarray(name.end));
    }
    if ((type === "D" || type === "C") && bytes[5] === 0x53) {
      const { value } = readText(bytes, 6);
      if (type === "D" && value === "") this.useUnnamed();
      return message(type, Buffer.from("S"), text(this.nameOf(value)));
    }
    return Buffer.from(bytes);
  }

  private useUnnamed(): void {
    if (!this.parsedUnnamed) this.unit.needsUnnamed = true;
  }

  private nameOf(name: string): string {
    if (name === "") return "";
    const known = this.statements.get(name) ?? `c${this.id}_${name}`;
    this.statements.set(name, known);
    return known;
  }

  private noteStatement(statement: string): void {
    if (mayChangeSettings.test(statement)) this.unit.changesSettings = true;
    if (listens.test(statement)) this.unit.listens = statement;
  }
}
