import { stemOf } from "@/lib/text/words";

/** Closed classes of words that turn, bind or bound a statement. English and German. */

export const negationCues = new Set(
  `not no never neither nor none nobody nothing nowhere without cannot can't don't doesn't didn't isn't aren't wasn't
  weren't won't wouldn't shouldn't couldn't mustn't hasn't haven't hadn't hardly nicht kein keine keiner keinen keinem
  keines nie niemals ohne weder niemand nichts`.split(/\s+/),
);

/** Words that deny by themselves, with what they deny. */
export const lexicalNegations = new Map(
  Object.entries({
    forbidden: "allow",
    prohibited: "allow",
    banned: "allow",
    prohibits: "allow",
    forbids: "allow",
    prohibit: "allow",
    forbid: "allow",
    bans: "allow",
    ban: "allow",
    disallowed: "allow",
    barred: "allow",
    impossible: "possibl",
    unable: "abl",
    fails: "",
    fail: "",
    failed: "",
    lacks: "have",
    lack: "have",
    lacked: "have",
    verboten: "allow",
    untersagt: "allow",
    excluded: "includ",
    excludes: "includ",
    exclude: "includ",
    refuses: "",
    refused: "",
    denied: "",
    denies: "",
    absent: "present",
    exempt: "requir",
  }),
);

/** Words that say "allowed", under one name. */
export const permissionWords = new Set(
  "allowed allow allows permitted permit permits may erlaubt gestattet zulässig".split(" "),
);

export const modality = {
  must: new Set(
    `must shall mandatory obligatory compulsory required requires require obliged muss müssen verpflichtend verpflichtet
    erforderlich`.split(/\s+/),
  ),
  may: new Set(
    "may can could might optional optionally allowed permitted voluntary darf dürfen kann können freiwillig".split(
      " ",
    ),
  ),
  should: new Set(
    "should ought recommended recommends advised advisable encouraged soll sollte sollten empfohlen".split(
      " ",
    ),
  ),
} as const;

export const universalWords = new Set(
  "all every always each everyone everybody any anyone anybody alle jeder jede jedes immer".split(" "),
);
export const restrictiveWords = new Set(
  "only solely exclusively merely just nur ausschließlich lediglich".split(" "),
);
export const exceptionWords = new Set(
  "except excepting excluding unless apart besides außer ausgenommen".split(" "),
);

const opposites = `before/after/during earlier/later minimum/maximum min/max least/most more/less/fewer above/below over/under
  increase/decrease/reduce rise/fall/drop grow/shrink higher/lower high/low highest/lowest upper/lower raise/lower/cut
  start/end begin/end/finish open/close opens/closes opened/closed first/last early/late long/short longer/shorter
  large/small larger/smaller largest/smallest big/small bigger/smaller greater/lesser/smaller best/worst better/worse
  include/exclude with/without accept/reject/refuse approve/reject/refuse approved/rejected/refused/declined allow/forbid/prohibit
  enable/disable enabled/disabled add/remove/delete buy/sell bought/sold import/export enter/leave arrive/depart/leave join/leave
  up/down left/right north/south east/west northern/southern eastern/western inside/outside internal/external
  indoor/outdoor full/empty full/part old/new older/newer oldest/newest young/old younger/older hot/cold warm/cold
  hotter/colder dry/wet day/night morning/afternoon/evening public/private paid/unpaid free/paid employer/employee
  win/lose won/lost success/failure pass/fail strong/weak stronger/weaker easy/hard easy/difficult simple/complex
  positive/negative male/female man/woman men/women husband/wife father/mother son/daughter king/queen
  daily/weekly/monthly/quarterly/yearly annual/monthly/weekly annually/monthly/weekly hourly/daily
  permanent/temporary temporarily/permanently optional/mandatory/compulsory voluntary/compulsory/mandatory
  online/offline encrypt/decrypt lock/unlock locked/unlocked connect/disconnect install/uninstall attach/detach
  load/unload send/receive lend/borrow credit/debit profit/loss gross/net single/double
  same/different known/unknown true/false right/wrong safe/dangerous visible/hidden present/absent present/past
  ancient/modern major/minor majority/minority many/few rich/poor cheap/expensive cheaper/dearer
  fast/slow faster/slower quick/slow heavy/light thick/thin wide/narrow deep/shallow near/far
  front/back top/bottom horizontal/vertical input/output read/write hire/fire hired/dismissed promote/demote
  victory/defeat friend/enemy ally/enemy peace/war liberal/conservative democrat/republican protestant/catholic
  support/oppose supported/opposed agree/disagree like/dislike love/hate attack/defend create/destroy
  build/destroy ascend/descend expand/contract strengthen/weaken improve/worsen succeed/fail
  primary/secondary senior/junior landlord/tenant buyer/seller supplier/customer lender/borrower
  tighten/loosen attract/repel absorb/emit convex/concave clockwise/anticlockwise solid/liquid/gas
  vor/nach mindestens/höchstens minimal/maximal mehr/weniger erhöht/gesenkt steigen/sinken öffnen/schließen
  freeze/boil/melt frozen/boiled appoint/dismiss appointed/dismissed including/include/except/excluding/exclude everybody/nobody all/none/no everyone/nobody both/neither always/never former/latter vor/nach links/rechts oben/unten innen/außen beginn/ende früh/spät täglich/wöchentlich/monatlich/jährlich`;

const rhythms = new Set("hourly daily weekly monthly quarterly yearly annual annually".split(" "));

/** For each word its opposites, and for each stem the stems of its opposites. */
export const oppositesOf = new Map<string, Set<string>>();
const oppositeStems = new Map<string, Set<string>>();
for (const group of opposites.split(/\s+/)) {
  const words = group.split("/");
  for (const word of words) {
    const set = oppositesOf.get(word) ?? new Set<string>();
    const stems = oppositeStems.get(stemOf(word)) ?? new Set<string>();
    for (const other of words) {
      if (other === word) continue;
      set.add(other);
      // "monthly" and "months" share a stem, but say different things of a length and of a rhythm.
      if (stemOf(other) !== stemOf(word) && !rhythms.has(word)) stems.add(stemOf(other));
    }
    oppositesOf.set(word, set);
    oppositeStems.set(stemOf(word), stems);
  }
}

/** Whether two stems are of words that exclude one another. */
export function areOpposites(stem: string, other: string): boolean {
  return oppositeStems.get(stem)?.has(other) === true;
}

/** Stems of the words that exclude `stem`. */
export function oppositeStemsOf(stem: string): ReadonlySet<string> {
  return oppositeStems.get(stem) ?? new Set();
}

/** Words that add nothing of their own to a statement, so that a rewording may bring them in. */
export const softWords = new Set(
  `include last make take get receive provide use apply state mention say accord document policy section total amount
  also additional however about approximate around current respective follow therefore thus per within well include
  set lay count run hold mean term case period time place person thing part way form order regard relate certain
  own must need way able`
    .split(/\s+/)
    .map(stemOf),
);

/** Pairs of prepositions that turn a statement round when exchanged. */
export const contraryPrepositions = new Map(
  Object.entries({
    from: ["to", "until", "till"],
    to: ["from"],
    until: ["from", "since", "after"],
    before: ["after", "during"],
    after: ["before", "during", "until"],
    since: ["until", "before"],
    above: ["below", "under"],
    below: ["above", "over"],
    over: ["under", "below"],
    under: ["over", "above"],
    with: ["without"],
    without: ["with"],
    inside: ["outside"],
    outside: ["inside", "in"],
    vor: ["nach"],
    nach: ["vor"],
    ab: ["bis"],
    bis: ["ab", "seit"],
  }),
);
