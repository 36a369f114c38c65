// Keeps a transaction whose connection is lost from touching anything else. The driver ends such a
// transaction for its caller, but its callback goes on: what it asks next, and the driver's own rollback,
// would be sent on the same connection object, which by then has no socket (a crash) or serves somebody else.
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";

interface Scope {
  over: boolean;
  ended: Promise<void>;
}

type Callback = (sql: postgres.TransactionSql) => unknown;
const never = new Promise<never>(() => {});

/** Replaces `begin` of a client by one whose callbacks stop with their connection. */
export function guardTransactions(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (options: string, callback: Callback) => Promise<unknown>;
  const guarded = async (first: string | Callback, second?: Callback) => {
    const callback = typeof first === "function" ? first : second;
    if (!callback) throw new TypeError("A transaction needs a callback");
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const scope: Scope = { over: false, ended };
    try {
      return await begin(typeof first === "string" ? first : "", (sql) => settle(scope, callback, sql));
    } finally {
      scope.over = true;
      end();
    }
  };
  return Object.assign(client, { begin: guarded });
}

/** Runs the callback. When the connection is lost nobody hears of its end, so that no rollback is sent. */
async function settle(scope: Scope, callback: Callback, sql: postgres.TransactionSql): Promise<unknown> {
  try {
    const result = await callback(guard(scope, sql));
    return scope.over ? await never : result;
  } catch (error) {
    // The driver tells the query first and the transaction a moment later.
    if (isConnectionLost(error)) await Promise.race([scope.ended, sleep(1_000)]);
    if (scope.over) return await never;
    throw error;
  }
}

function guard(scope: Scope, sql: postgres.TransactionSql): postgres.TransactionSql {
  const refuse = () => {
    if (scope.over) {
      throw Object.assign(new Error("The connection of this transaction is closed"), {
        code: "CONNECTION_CLOSED",
      });
    }
  };
  return new Proxy(sql, {
    apply(target, self, parameters) {
      refuse();
      return Reflect.apply(target, self, parameters);
    },
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name === "unsafe") {
        return (...parameters: Parameters<typeof sql.unsafe>) => {
          refuse();
          return target.unsafe(...parameters);
        };
      }
      if (name !== "savepoint") return value;
      return (first: string | Callback, second?: Callback) => {
        refuse();
        const callback = (typeof first === "function" ? first : second) as Callback;
        const inner = (nested: postgres.TransactionSql) => settle(scope, callback, nested);
        return typeof first === "string" ? target.savepoint(first, inner) : target.savepoint(inner);
      };
    },
  });
}

/** True for an error that says that the connection is gone, in itself or in what caused it. */
export function isConnectionLost(error: unknown): boolean {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth++
  ) {
    const code = (current as NodeJS.ErrnoException).code ?? "";
    if (/^(CONNECTION_(CLOSED|DESTROYED|ENDED)|ECONNRESET|EPIPE|57P0[123]|25P03)$/.test(code)) return true;
  }
  return false;
}
