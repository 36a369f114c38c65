// The parts of the Postgres wire protocol (version 3) that the embedded database's door needs.
// https://www.postgresql.org/docs/current/protocol-message-formats.html

export interface Message {
  /** The type byte as a letter; empty for the first messages of a connection, which have none. */
  type: string;
  /** The whole message, header included. */
  bytes: Buffer;
}

export const protocolVersion = 196608;
export const sslRequest = 80877103;
export const gssRequest = 80877104;
export const cancelRequest = 80877102;
/** Larger than any message that Postgres itself takes. */
const maxMessageBytes = 1 << 30;

/** Cuts a stream of bytes into messages. `started` says that first messages, without type, are over. */
export class MessageReader {
  started = false;
  private parts: Buffer[] = [];
  private size = 0;

  push(part: Buffer): void {
    this.parts.push(part);
    this.size += part.length;
  }

  /** The next whole message, or undefined until more bytes come. Throws on a length that can't be. */
  next(): Message | undefined {
    const header = this.started ? 5 : 4;
    if (this.size < header) return undefined;
    const length = this.join(header).readInt32BE(header - 4) + header - 4;
    if (length < header || length > maxMessageBytes) throw new Error(`A message of ${length} bytes`);
    if (this.size < length) return undefined;
    const all = this.join(length);
    const bytes = all.subarray(0, length);
    this.parts = length < all.length ? [all.subarray(length), ...this.parts.slice(1)] : this.parts.slice(1);
    this.size -= length;
    return { type: this.started ? String.fromCharCode(bytes[0] ?? 0) : "", bytes };
  }

  /** The first part, grown until it holds `count` bytes. A large message is joined once, not part by part. */
  private join(count: number): Buffer {
    const first = this.parts[0] ?? Buffer.alloc(0);
    if (first.length >= count) return first;
    const joined = Buffer.concat(this.parts);
    this.parts = [joined];
    return joined;
  }
}

/** Messages in a buffer of whole ones, as a backend writes them. */
export function* messagesIn(buffer: Buffer): Generator<Message> {
  for (let at = 0; at + 5 <= buffer.length; ) {
    const end = at + 1 + buffer.readInt32BE(at + 1);
    yield { type: String.fromCharCode(buffer[at] ?? 0), bytes: buffer.subarray(at, end) };
    at = end;
  }
}

export function message(type: string, ...body: Buffer[]): Buffer {
  const content = Buffer.concat(body);
  const header = Buffer.alloc(type.length + 4);
  header.write(type, "latin1");
  header.writeInt32BE(content.length + 4, type.length);
  return Buffer.concat([header, content]);
}

export function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** The text that ends at the next zero byte, and where the byte after it stands. */
export function readText(bytes: Buffer, from: number): { value: string; end: number } {
  const zero = bytes.indexOf(0, from);
  if (zero < 0) throw new Error("A text without end");
  return { value: bytes.toString("utf8", from, zero), end: zero + 1 };
}

export const sync = message("S");

export function query(statement: string): Buffer {
  return message("Q", text(statement));
}

export function errorResponse(options: { severity?: string; code: string; message: string }): Buffer {
  const severity = options.severity ?? "ERROR";
  const fields = { S: severity, V: severity, C: options.code, M: options.message };
  const body = Object.entries(fields).map(([name, value]) => Buffer.from(`${name}${value}\0`));
  return message("E", ...body, Buffer.from([0]));
}

export function readyForQuery(status: string): Buffer {
  return message("Z", Buffer.from(status));
}

/** Rows of text in what a backend wrote. */
export function rowsIn(buffer: Buffer): (string | null)[][] {
  const rows: (string | null)[][] = [];
  for (const { type, bytes } of messagesIn(buffer)) {
    if (type !== "D") continue;
    const row: (string | null)[] = [];
    let at = 7;
    for (let column = bytes.readInt16BE(5); column > 0; column--) {
      const length = bytes.readInt32BE(at);
      row.push(length < 0 ? null : bytes.toString("utf8", at + 4, at + 4 + length));
      at += 4 + Math.max(length, 0);
    }
    rows.push(row);
  }
  return rows;
}
