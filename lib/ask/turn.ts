/** One turn before: its question as it was searched for, and what was answered. */
export interface Turn {
  question: string;
  answer: string;
}
