import { createTransport } from "nodemailer";
import { env } from "@/lib/env/env";
import { logger } from "@/lib/telemetry/logger";

export interface Mail {
  to: string;
  subject: string;
  /** Plain text; lines as they should stand. */
  text: string;
}

const timeout = 10_000;

/**
 * Sends a mail over SMTP_URL. False when there is no such server or it didn't take the mail within ten seconds, which
 * is logged without address and text.
 */
export async function sendMail({ to, subject, text }: Mail): Promise<boolean> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) return false;
  const transport = createTransport({
    url: SMTP_URL,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    // As an object, so that nothing in it is read as a list of addresses.
    await transport.sendMail({ from: MAIL_FROM, to: { name: "", address: to }, subject, text });
    return true;
  } catch (error) {
    logger().warn({ error_code: (error as { code?: string }).code ?? "unknown" }, "a mail was not sent");
    return false;
  } finally {
    transport.close();
  }
}
