/** What an encoder made of a text, token by token. */
export interface TokenStates {
  /** Vector of the whole text, of length 1. */
  vector: Float32Array;
  /** Vocabulary ids, start and end marks included. */
  ids: number[];
  /** One row of `dimensions` numbers for each id. */
  states: Float32Array;
}
