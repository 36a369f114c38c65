// Loaded before a child of `npm start`: when the parent is gone, however it went, the child ends in order.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// Waiting for that alone is no reason to stay.
process.channel?.unref();
