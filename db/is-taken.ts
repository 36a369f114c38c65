/** Whether the database refused something because it is there already (23505, also as the cause of another error). */
export function isTaken(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause)
    if ((current as { code?: string }).code === "23505") return true;
  return false;
}
