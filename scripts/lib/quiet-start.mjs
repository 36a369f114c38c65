// Loaded before the Next server: what `npm start` says itself (address, time) is not said by Next as well.
import { stripVTControlCharacters } from "node:util";

const banner = /^\s*(?:▲ Next\.js |- (?:Local|Network|Environments):|✓ (?:Starting|Ready in ))/;
const log = console.log;
let started = false;

console.log = (...args) => {
  const line = started ? "" : stripVTControlCharacters(args.join(" "));
  if (!banner.test(line)) return log(...args);
  started = line.includes("✓ Ready in ");
};
