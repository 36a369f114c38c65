import type { Access } from "@/db/access";
import { env } from "@/lib/env/env";
import { injectionSignals } from "@/lib/guard/injection-signals";
import { listSources } from "@/lib/sources/list-sources";
import { codePointLength, sliceCodePoints } from "@/lib/text/code-points";
import type { AgentPassage } from "../schema";

export type FoundPassage = Omit<AgentPassage, "flags">;

/** The passages with what speaks against relying on them: whose source isn't trusted, or that give orders to machines. */
export async function withFlags(access: Access, passages: FoundPassage[]): Promise<AgentPassage[]> {
  const trusted = new Set((await listSources({ access })).filter((one) => one.trusted).map(({ id }) => id));
  return passages.map((passage) => ({
    ...passage,
    flags: [
      ...(trusted.has(passage.source_id) ? [] : ["untrusted_source" as const]),
      ...(injectionSignals(passage.quote).length > 0 ? ["contains_instructions" as const] : []),
    ],
  }));
}

/** As many of them, from the first on, as a tool may give back; the last one is cut. */
export function boundPassages<P extends { quote: string; start: number; end: number }>(
  passages: P[],
  most = env().AGENT_TOOL_OUTPUT_CHARACTERS,
): { passages: P[]; cut: boolean } {
  const kept: P[] = [];
  let left = most;
  for (const passage of passages) {
    const length = codePointLength(passage.quote);
    if (length > left) {
      if (left > 0)
        kept.push({
          ...passage,
          quote: sliceCodePoints(passage.quote, 0, left),
          end: passage.start + left,
        });
      return { passages: kept, cut: true };
    }
    kept.push(passage);
    left -= length;
  }
  return { passages: kept, cut: false };
}

export function sourcesOfPassages({ passages }: { passages: AgentPassage[] }): string[] {
  return [...new Set(passages.map((passage) => passage.source_id))];
}
