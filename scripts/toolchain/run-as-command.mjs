import { pathToFileURL } from "node:url";

/**
 * When the module is what was called, starts its server, prints the address, and stops it when it is ended.
 * @param {string} moduleUrl `import.meta.url` of the module.
 * @param {() => Promise<{ url: string, stop: () => Promise<void> }>} start
 */
export async function runAsCommand(moduleUrl, start) {
  if (!process.argv[1] || moduleUrl !== pathToFileURL(process.argv[1]).href) return;
  try {
    const { url, stop } = await start();
    console.log(url);
    const idle = setInterval(() => {}, 1 << 30);
    const end = async () => {
      clearInterval(idle);
      await stop();
      process.exit(0);
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
