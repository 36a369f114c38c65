// Loaded before a child of `npm start`: when the parent is gone, however it went, the child ends in order.
// A child of the child inherits this file with the rest of its command line, and has a parent of its own.
if (process.env.GROUNDWORK_PARENT === String(process.ppid)) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // Waiting for that alone is no reason to stay.
  process.channel?.unref();
}
