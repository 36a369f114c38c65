// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Soft hyphen, zero-width space, word joiner, byte-order mark: they hide words from search and show nothing. */
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;

/**
 * Makes text that Postgres takes, without moving anything: control characters (NUL too) become spaces, lone
 * surrogates the replacement character, each one for one, so that offsets stay true. Line ends and tabs stay.
 */
export function cleanText(text: string): string {
  return text.replace(control, " ").replace(loneSurrogate, "\ufffd");
}

/**
 * Text as it goes into a block, before any offset is taken: invisible characters go, the rest is put in normal
 * form C, so that "u" with a combining diaeresis and "ü" are found by the same question.
 */
export function tidyText(text: string): string {
  return text.replace(invisible, "").normalize("NFC");
}
