// That something waits, by webhook and by mail: how many, which tools, where. Never what: arguments stay behind the
// sign-in. Workers do it with their sweep, so no request waits for it or fails with it.
import { database } from "@/db/client";
import { approverAddresses, noteTold, takeNotice, type WaitingNews } from "@/db/queries/approval-notices";
import { env } from "@/lib/env/env";
import { postWebhook } from "@/lib/notify/post-webhook";
import { sendMail } from "@/lib/notify/send-mail";
import { logger } from "@/lib/telemetry/logger";
import { tools } from "../tools/tools";

const everySeconds = 60;
const mostAddresses = 100;
const timeoutMs = 10_000;

/**
 * Tells of what waits and wasn't told of yet, at most once a minute however many processes ask. What couldn't be told
 * is tried again a minute later. Does nothing where neither NOTIFY_WEBHOOK_URL nor SMTP_URL is set.
 */
export async function tellApprovers(): Promise<void> {
  const { NOTIFY_WEBHOOK_URL, SMTP_URL } = env();
  if (!NOTIFY_WEBHOOK_URL && !SMTP_URL) return;
  const db = await database();
  const news = await takeNotice(db, { everySeconds });
  if (!news) return;
  const told = await Promise.all([
    NOTIFY_WEBHOOK_URL ? byWebhook(NOTIFY_WEBHOOK_URL, news) : false,
    SMTP_URL ? byMail(await approverAddresses(db, { limit: mostAddresses }), news) : false,
  ]);
  if (told.includes(true)) await noteTold(db, news);
}

async function byWebhook(url: string, news: WaitingNews): Promise<boolean> {
  const body = {
    type: "approvals.waiting",
    text: inWords(news),
    waiting: news.count,
    tools: news.tools,
    url: link(),
  };
  try {
    await postWebhook({
      url,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      // Whoever runs the server names this address, often one inside their own network.
      allowPrivate: true,
      timeoutMs,
    });
    return true;
  } catch (error) {
    logger().warn({ err: error }, "approvers were not told by webhook");
    return false;
  }
}

/** True when everybody was told. A server that doesn't take one mail isn't asked for the others. */
async function byMail(addresses: string[], news: WaitingNews): Promise<boolean> {
  const text = `${inWords(news)}\n\nWhat will happen, and where it came from, is shown there. Nothing is done before somebody decides.\n`;
  for (const to of addresses) {
    if (!(await sendMail({ to, subject: `${requests(news.count)} for your decision`, text }))) return false;
  }
  return addresses.length > 0;
}

function inWords({ count, tools: names }: WaitingNews): string {
  const titles = names.map((name) => tools.find((tool) => tool.name === name)?.title ?? name);
  return `${requests(count)} for a decision: ${titles.join(", ")}. ${link()}`;
}

function requests(count: number): string {
  return count === 1 ? "1 request waits" : `${count} requests wait`;
}

function link(): string {
  return `${(env().PUBLIC_URL ?? "").replace(/\/+$/, "")}/agent/inbox`;
}
