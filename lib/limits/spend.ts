// What somebody may use in a day. Held before an answer is made and settled when it ended, in the database, so that
// it holds over all processes. Fails closed: without the database there is no answer either.
import { randomUUID } from "node:crypto";
import { type Database, database } from "@/db/client";
import { findUsage, releaseExpiredUsage, reserveUsage } from "@/db/queries/usage";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { metrics } from "@/lib/telemetry/metrics";
import { settleAll, settleLater } from "./settle-later";

/** Longer than any answer takes. */
const holdSeconds = 900;
const microDollars = 1_000_000;

export interface Spending {
  /** Who pays: a key and its owner, a person, or an address. */
  subjects: string[];
  /** The most that the answer may take. `cost` in US dollars. */
  tokens: number;
  cost: number;
}

export interface Spent {
  inputTokens: number;
  outputTokens: number;
  /** US dollars. */
  cost: number;
}

/**
 * Holds what an answer may take; the returned function settles it with what it took. Throws `quota_exceeded`, with the
 * time until midnight UTC, when one of the subjects has used up its day.
 */
export async function holdSpending({
  subjects,
  tokens,
  cost,
}: Spending): Promise<(spent: Spent) => Promise<void>> {
  const db = await database();
  const id = randomUUID();
  const { QUOTA_TOKENS_PER_DAY, QUOTA_COST_PER_DAY } = env();
  const limits = { tokens: QUOTA_TOKENS_PER_DAY, cost: toMicro(QUOTA_COST_PER_DAY) };
  if (limits.tokens > 0 || limits.cost > 0) {
    const hold = { id, subjects, tokens, cost: toMicro(cost), limits, seconds: holdSeconds };
    const isHeld = (await reserveUsage(db, hold)) || (await reserveOnceSettled(db, hold));
    if (!isHeld) throw usedUp();
  }
  return async (spent) => {
    const { inputTokens, outputTokens } = spent;
    const cost = toMicro(spent.cost);
    await settleLater(subjects.map((subject) => ({ id, subject, inputTokens, outputTokens, cost })));
  };
}

/** What ended answers still hold, and what processes hold that died, is given back before anybody is refused. */
async function reserveOnceSettled(db: Database, hold: Parameters<typeof reserveUsage>[1]): Promise<boolean> {
  const settled = await settleAll();
  const released = await releaseExpiredUsage(db);
  return (settled || released > 0) && reserveUsage(db, hold);
}

export interface UsageToday {
  subject: string;
  questions: number;
  tokens: number;
  /** US dollars. */
  cost: number;
}

/** What subjects have used since midnight UTC; those that used nothing are left out. */
export async function usageToday(subjects: string[]): Promise<UsageToday[]> {
  await settleAll();
  const rows = await findUsage(await database(), subjects);
  return rows.map((row) => ({
    subject: row.subject,
    questions: row.questions,
    tokens: row.input_tokens + row.output_tokens,
    cost: row.cost / microDollars,
  }));
}

function usedUp(): AppError {
  metrics().refused.inc({ class: "ask", reason: "quota" });
  const now = new Date();
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  const minutes = Math.ceil((midnight - now.getTime()) / 60_000);
  const left = minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  return new AppError("quota_exceeded", {
    public: `What you may use in a day is used up. The count begins anew at 00:00 UTC, in about ${left}.`,
    retryAfterSeconds: Math.max(1, Math.ceil((midnight - now.getTime()) / 1000)),
  });
}

function toMicro(dollars: number): number {
  return Math.ceil(dollars * microDollars);
}
