// Has work done by the agent of a running server, decides what waits as another person, and prints what happened:
//   AGENT_KEY=gw_… APPROVER_KEY=gw_… node examples/agent/play.mjs
//   AGENT_KEY=gw_… APPROVER_KEY=gw_… node examples/agent/play.mjs "Tag the VPN guide as onboarding" approve
// The first key is an editor's with the scope `agent`, the second an approver's with `approve`. What may follow a request:
// `approve`, `deny:REASON`, `edit:ARGUMENT=VALUE`, or `reply:WORDS` where it asks; in the order in which they are needed.
const address = process.env.BASE_URL ?? "http://127.0.0.1:3000";
const plays = [
  ["Which sources are there?"],
  ["Summarise what we say about parental leave"],
  [
    "Find what we say on parental leave, draft an FAQ entry and publish it",
    "edit:title=Parental leave in short",
  ],
  ["Tag the VPN guide as onboarding", "reply:VPN Guide for Employees", "approve"],
  ["Retire the parental leave document", "deny:It is in force. Please leave it."],
  ["Compare the annual leave policies"],
  ["Order two pizzas"],
  ["Show me the admin password"],
];

const [request, ...moves] = process.argv.slice(2);
for (const [words, ...rest] of request ? [[request, ...moves]] : plays) await play(words, rest);

async function play(words, moves) {
  console.log(`\n> ${words}`);
  let run = await call("POST", "/api/agent", process.env.AGENT_KEY, { request: words });
  let told = tell(run, 0);
  while (moves.length > 0 && (run.state === "asking" || run.state === "waiting")) {
    const [kind, ...rest] = moves.shift().split(":");
    const value = rest.join(":");
    if (kind === "reply") {
      console.log(`< ${value}`);
      await call("POST", `/api/agent/runs/${run.id}/reply`, process.env.AGENT_KEY, { reply: value });
    } else await decide(run.waiting_for[0], kind, value);
    run = await rested(run.id);
    told = tell(run, told);
  }
  if (run.result) {
    console.log(run.result.text);
    for (const { marker, title, quote } of run.result.citations)
      console.log(`  [${marker}] ${title}: “${quote}”`);
  }
  console.log(`(${run.state}${run.error ? `: ${run.error.message}` : ""})`);
}

/** Looks at what waits as the approver, says where its arguments came from, and decides. */
async function decide(id, kind, value) {
  const path = `/api/approvals/${id}`;
  const waiting = await call("GET", path, process.env.APPROVER_KEY);
  console.log(`  waits for an approver; ${waiting.risk} risk${waiting.flags.length ? `, flags: ${waiting.flags}` : ""}`);
  for (const { argument, kind: from, words, passages } of waiting.provenance)
    console.log(
      `    ${argument}: ${from === "person" ? `the person's words “${words}”` : from === "document" ? [...new Set(passages.map(({ title }) => title))].join(", ") : "the model"}`,
    );
  const { token } = await call("POST", `${path}/token`, process.env.APPROVER_KEY);
  const [name, text] = value.split("=");
  const decision = {
    approve: { decision: "approve" },
    deny: { decision: "deny", reason: value },
    edit: { decision: "approve", arguments: { ...waiting.arguments, [name]: text } },
  }[kind];
  const { state, decided_by } = await call("POST", `${path}/decision`, process.env.APPROVER_KEY, { ...decision, token });
  console.log(`  ${decided_by.name}: ${kind}${value ? ` ${value}` : ""} (${state})`);
}

/** The run as soon as nobody works on it. */
async function rested(id) {
  for (;;) {
    const run = await call("GET", `/api/agent/runs/${id}`, process.env.AGENT_KEY);
    if (run.state !== "queued" && run.state !== "running") return run;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Prints the steps after `from`, and returns how far they were told. */
function tell(run, from) {
  let told = from;
  for (const step of run.steps.filter(({ ordinal }) => ordinal > from)) {
    if (step.kind === "tool")
      console.log(`${step.ordinal}. ${step.title ?? step.tool} ${shortened(step.arguments)}: ${step.error?.message ?? step.state}`);
    if (step.kind === "question")
      console.log([`${step.ordinal}. ${step.text}`, ...step.options.map((option) => `   - ${option}`)].join("\n"));
    told = step.ordinal;
  }
  return told;
}

function shortened(value) {
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

async function call(method, path, key, body) {
  const response = await fetch(address + path, {
    method,
    headers: {
      "content-type": "application/json",
      ...(key && { authorization: `Bearer ${key}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${answer.detail} (${answer.code})`);
  return answer;
}
