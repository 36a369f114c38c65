export type SupportProblem =
  | "number"
  | "name"
  | "negation"
  | "modality"
  | "quantity-word"
  | "opposite"
  | "roles"
  | "added"
  | "empty";

export interface SupportCheck {
  supported: boolean;
  /** 0 to 1: share of the claim's content that the evidence carries, below .25 when something contradicts. */
  score: number;
  reasons: { kind: SupportProblem; detail: string }[];
}
