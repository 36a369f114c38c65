import type { LoadPlan, LoadRequest } from "./schema";

const presetNames = ["ask-cold", "ask-repeated", "ask-streamed", "search", "ingest", "mixed"] as const;
export type PresetName = (typeof presetNames)[number];

/** Whether Groundwork's own presets have this one. */
export function isPreset(name: string): name is PresetName {
  return (presetNames as readonly string[]).includes(name);
}

/** The names of the presets, for a usage text. */
export const presets: readonly string[] = presetNames;

const questions = [
  "How many days of annual leave do employees get?",
  "What is the notice period after five years?",
  "How do I report a lost laptop?",
  "Who approves expenses over 500 euros?",
  "When must a travel claim be handed in?",
  "How long are invoices kept?",
  "What is the warranty period of a pump?",
  "How often must passwords be changed?",
  "Who may work from home?",
  "What happens when a machine alarm goes off?",
];

/**
 * The requests of a preset and the pools that they draw from. `ask-cold` adds a word of its own to each question, so
 * that no cache of answers knows it; `ask-repeated` draws from ten questions.
 */
export function presetRequests(preset: PresetName): Pick<LoadPlan, "requests" | "pools"> {
  const ask = (name: string, question: string, stream = false): LoadRequest => ({
    name,
    weight: 1,
    method: "POST",
    path: "/api/ask",
    headers: stream ? { accept: "text/event-stream" } : {},
    body: stream ? { question, stream: true } : { question },
    expect_status: [],
    stream,
  });
  const search: LoadRequest = {
    ...ask("search", ""),
    path: "/api/search",
    body: { query: "{{pick:questions}}" },
  };
  const ingest: LoadRequest = {
    ...ask("ingest", ""),
    path: "/api/documents",
    expect_status: [202],
    body: {
      title: "Load note {{sequence}}",
      text: "Note {{random}} of a load test. It says that shelf {{random}} holds the parts of order {{random}}.",
      source: "Load test",
    },
  };
  const cold = ask("ask-cold", "{{pick:questions}} (ref {{random}})");
  const repeated = ask("ask-repeated", "{{pick:questions}}");
  const streamed = ask("ask-streamed", "{{pick:questions}} (ref {{random}})", true);
  const byName: Record<PresetName, LoadRequest[]> = {
    "ask-cold": [cold],
    "ask-repeated": [repeated],
    "ask-streamed": [streamed],
    search: [search],
    ingest: [ingest],
    mixed: [
      { ...repeated, weight: 4 },
      { ...cold, weight: 2 },
      { ...search, weight: 3 },
      { ...streamed, weight: 1 },
    ],
  };
  return { requests: byName[preset], pools: { questions } };
}
