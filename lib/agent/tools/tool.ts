// What a tool is: its input and output, what it reads and writes, who may use it, and for a write a preview, a
// fingerprint of what it is about to change, and the change itself. One file a tool.
import type { z } from "zod";
import type { Access } from "@/db/access";
import type { Queryable } from "@/db/client";
import type { Principal, Role, Scope } from "@/lib/auth/schema";
import type { Preview, ToolName } from "../schema";

/** For whom a tool works. Their access holds inside of it. */
export interface ToolContext {
  principal: Principal;
  access: Access;
  signal: AbortSignal;
}

interface ToolFacts<Input, Output> {
  name: ToolName;
  /** As a person calls it: "Publish a document". */
  title: string;
  /** What the model reads to choose it. */
  description: string;
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
  reads: string;
  /** Null for a tool that changes nothing. */
  writes: string | null;
  needs: { scope: Scope; role: Role };
}

export interface ReadTool<Input, Output> extends ToolFacts<Input, Output> {
  kind: "read";
  run(context: ToolContext, input: Input): Promise<Output>;
  /** Sources whose text stands in the output. */
  sourcesOf(output: Output): string[];
}

/** What an approver sees, and what the approval is bound to. */
export interface Proposal {
  preview: Preview;
  risk: "low" | "medium" | "high";
  /** Sources and documents that it touches or shows. */
  sourceIds: string[];
  documentIds: string[];
}

interface WriteFacts<Input, Output> extends ToolFacts<Input, Output> {
  kind: "write";
  /**
   * Waits until the target is at rest, so that what is proposed stands on its newest state. Throws `conflict` where
   * that takes too long. Never called within a transaction.
   */
  settle?(context: ToolContext, input: Input): Promise<void>;
  /** Throws `not_found` or `forbidden` when the requester may not do this at all. */
  propose(context: ToolContext, input: Input): Promise<Proposal>;
  /**
   * What the target is now, as a text that changes when it does. Inside of a transaction it locks what it reads.
   * Throws `not_found` when there is nothing any more.
   */
  targetState(db: Queryable, context: ToolContext, input: Input): Promise<string>;
}

/** A change of our own database: it happens in the transaction that says that it happened. */
export interface DatabaseTool<Input, Output> extends WriteFacts<Input, Output> {
  effect: "database";
  /** What must stand before the transaction, such as stored bytes. May run again, so it must not matter if it does. */
  prepare?(context: ToolContext, input: Input): Promise<unknown>;
  apply(tx: Queryable, context: ToolContext, input: Input, prepared: unknown): Promise<Output>;
}

/** A change elsewhere, whose outcome can be lost. */
export interface OutsideTool<Input, Output> extends WriteFacts<Input, Output> {
  effect: "outside";
  /** Whether sending again with the same key does no harm. */
  idempotent(input: Input): boolean;
  /** Throws `AppError` `webhook_failed` when it surely didn't happen; anything else leaves the outcome unknown. */
  send(context: ToolContext, input: Input, idempotencyKey: string): Promise<Output>;
}

/** A table of tools holds tools of any input: each is parsed by its own schema before it is used. */
export type WriteTool = DatabaseTool<unknown, unknown> | OutsideTool<unknown, unknown>;
export type AnyTool = ReadTool<unknown, unknown> | WriteTool;
