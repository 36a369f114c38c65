/**
 * A careful estimate of the tokens in `text` for a model whose tokenizer isn't here. It errs on the high
 * side: a word of more than four letters counts one token for each three or four, every digit and mark counts one, and so does every
 * letter of a script that common vocabularies hold few words of.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(
    /[A-Za-z]+|[\p{Script=Latin}\p{M}]+|\p{N}|\p{L}|\n+|[^\s\p{L}\p{N}]/gu,
  )) {
    if (/^[A-Za-z]+$/.test(piece)) tokens += piece.length <= 4 ? 1 : Math.ceil(piece.length / 3.5);
    else if (/^[\p{Script=Latin}\p{M}]/u.test(piece)) tokens += Math.ceil(piece.length / 2);
    else tokens += piece.length > 1 && !piece.startsWith("\n") ? 2 : 1;
  }
  return tokens;
}
