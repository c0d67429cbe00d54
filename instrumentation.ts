/** Runs once before the server takes requests; a setting that cannot be used stops it with one line each. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("#lib/http/start-server.ts");
  const { owner, app, isTraced } = startServer();
  if (isTraced) (await import("#lib/tracing/start.ts")).startTracing();
  const { migrateAtStart } = await import("#db/migrate-at-start.ts");
  await migrateAtStart(owner, app);
}
