/** Shows how far a run is: a bar on a terminal, a line every tenth elsewhere. */
export function progressBar(title: string) {
  const startedAt = Date.now();
  let told = -1;
  return ({ done, total, passed }: { done: number; total: number; passed: number }): void => {
    const share = done / Math.max(1, total);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const line = `${title}: ${done} of ${total}, ${passed} passed, ${seconds} s`;
    if (process.stderr.isTTY) {
      const full = Math.round(share * 30);
      process.stderr.write(
        `\r${"█".repeat(full)}${"░".repeat(30 - full)} ${line}${done === total ? "\n" : ""}`,
      );
    } else if (Math.floor(share * 10) > told) {
      told = Math.floor(share * 10);
      console.error(line);
    }
  };
}
