// Loaded before the Next server: what `npm start` says itself (address, time) is not said by Next as well.
import { stripVTControlCharacters } from "node:util";

const banner =
  /^\s*(?:▲ Next\.js |- (?:Local|Network|Environments):|✓ (?:Starting|Ready in|Running next\.config))/;
const log = console.log;

console.log = (...args) => {
  if (!banner.test(stripVTControlCharacters(args.join(" ")))) log(...args);
};
