import { Facts } from "@/components/settings/facts";
import { Badge } from "@/components/ui/badge";
import { env } from "@/lib/env/env";
import { checkReady } from "@/lib/health/check-ready";

const redisWords = {
  ok: "Answers",
  down: "Does not answer: limits, caches and streams go on in each process by itself",
  not_configured: "Not set: limits, caches and streams live in the process",
};

/** What is set and how the parts are. Settings are environment variables, so they are shown and not changed here. */
export async function StatusSection() {
  const [{ checks }, set] = [await checkReady(), env()];
  const each = (count: number) => (count === 0 ? "No limit" : `${count.toLocaleString("en")} a minute`);
  return (
    <div className="grid gap-8">
      <Facts
        title="Parts"
        facts={[
          { name: "Database", value: <State {...checks.database} /> },
          { name: "Schema", value: <State {...checks.migrations} /> },
          { name: "Redis", value: redisWords[checks.redis.state] },
        ]}
      />
      <Facts
        title="Limits for one person or key"
        facts={[
          { name: "Questions", value: each(set.RATE_LIMIT_ASK) },
          { name: "Searches", value: each(set.RATE_LIMIT_SEARCH) },
          { name: "Uploads and changes", value: each(set.RATE_LIMIT_INGEST) },
          { name: "Other requests", value: each(set.RATE_LIMIT_READ) },
          { name: "Answers at once", value: set.STREAMS_PER_PERSON },
          { name: "Tokens a day", value: set.QUOTA_TOKENS_PER_DAY || "No limit" },
          { name: "Cost a day", value: set.QUOTA_COST_PER_DAY || "No limit" },
        ]}
      />
      <Facts
        title="Caches"
        facts={[
          {
            name: "Answers",
            value: set.CACHE_ANSWERS === "on" ? `On, kept ${set.CACHE_ANSWERS_SECONDS} s at most` : "Off",
          },
          {
            name: "Found passages",
            value: set.CACHE_RETRIEVAL === "on" ? `On, kept ${set.CACHE_RETRIEVAL_SECONDS} s at most` : "Off",
          },
          {
            name: "Answers to similar questions",
            value: set.CACHE_SIMILAR_QUESTIONS === "on" ? "On" : "Off",
          },
          { name: "Memory of a process", value: `${set.CACHE_MAX_MB} MB at most` },
        ]}
      />
    </div>
  );
}

/** Good or not, in words, with what is known of it. */
export function State({ ok, detail }: { ok: boolean; detail: string | null }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={ok ? "accent" : "danger"}>{ok ? "Good" : "Not ready"}</Badge>
      {detail}
    </span>
  );
}
