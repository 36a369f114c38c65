/** What a text is written in, and what follows from it for search. */
export interface DetectedLanguage {
  /** ISO 639-1 code; null when the text is too short or says nothing. */
  code: string | null;
  /** Score of the detector, 0 to 1; not a probability. */
  confidence: number;
  /** Postgres text-search configuration. `simple` where there is none, or nothing is known. */
  textConfig: TextConfig;
  /** Whether the local embedding model (all-MiniLM-L6-v2, trained on English) covers it. Unknown counts as covered. */
  coveredByEmbedding: boolean;
}

const textConfigs = {
  ar: "arabic",
  ca: "catalan",
  da: "danish",
  de: "german",
  el: "greek",
  en: "english",
  es: "spanish",
  et: "estonian",
  eu: "basque",
  fi: "finnish",
  fr: "french",
  hi: "hindi",
  hu: "hungarian",
  hy: "armenian",
  it: "italian",
  lt: "lithuanian",
  nl: "dutch",
  no: "norwegian",
  pt: "portuguese",
  ro: "romanian",
  ru: "russian",
  sr: "serbian",
  sv: "swedish",
  ta: "tamil",
  tr: "turkish",
  yi: "yiddish",
} as const;
export type TextConfig = (typeof textConfigs)[keyof typeof textConfigs] | "simple";

const sampleLength = 20_000;
const unknown: DetectedLanguage = {
  code: null,
  confidence: 0,
  textConfig: "simple",
  coveredByEmbedding: true,
};

/**
 * Language of `text`, from its first 20,000 characters. Fewer than four words (or eight characters of a script
 * without spaces) are not judged. The detector (85 MB) is loaded at the first call.
 */
export async function detectLanguage(text: string): Promise<DetectedLanguage> {
  const sample = text.slice(0, sampleLength).replace(/https?:\/\/\S+|[\w.+-]+@[\w-]+\.\S+/g, " ");
  const words = sample.match(/\p{L}[\p{L}\p{M}'’-]+/gu) ?? [];
  const unspaced = sample.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu) ?? [];
  if (words.length < 4 && unspaced.length < 8) return unknown;
  const { eld } = await import("eld/extrasmall");
  const result = eld.detect(words.length >= 4 ? words.join(" ") : sample);
  if (!result.language || !result.isReliable()) return unknown;
  return {
    code: result.language,
    confidence: result.getScores()[result.language] ?? 0,
    textConfig: textConfigFor(result.language),
    coveredByEmbedding: result.language === "en",
  };
}

/** Postgres text-search configuration for an ISO 639-1 code. */
export function textConfigFor(code: string | null): TextConfig {
  return code && code in textConfigs ? textConfigs[code as keyof typeof textConfigs] : "simple";
}
