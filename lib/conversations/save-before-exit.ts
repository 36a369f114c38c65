import { setTimeout as sleep } from "node:timers/promises";
import { saveAll } from "./save-later";

const waitAtMostMs = 3000;

/**
 * From now on a process that is told to end stores the answers that wait to be stored before it exits, and does what
 * else is given.
 */
export function saveBeforeExit(...others: (() => Promise<unknown>)[]): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      const exit = process.exit.bind(process);
      // The server calls it when its last request is answered; nothing else tells when that is.
      process.exit = ((code?: number) => {
        void Promise.race([
          Promise.all([saveAll(), ...others.map((other) => other())]),
          sleep(waitAtMostMs),
        ]).finally(() => exit(code));
      }) as typeof process.exit;
    });
}
