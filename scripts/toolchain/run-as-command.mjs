import { pathToFileURL } from "node:url";

/**
 * When the module is what was called, starts its server, prints the address, and stops it when it is ended, were it
 * while it starts.
 * @param {string} moduleUrl `import.meta.url` of the module.
 * @param {() => Promise<{ url: string, stop: () => Promise<void> }>} start
 */
export async function runAsCommand(moduleUrl, start) {
  if (!process.argv[1] || moduleUrl !== pathToFileURL(process.argv[1]).href) return;
  const idle = setInterval(() => {}, 1 << 30);
  const ended = new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  try {
    const { url, stop } = await start();
    console.log(url);
    await ended;
    clearInterval(idle);
    await stop();
    process.exit(0);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
