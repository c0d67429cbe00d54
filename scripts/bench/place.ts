import { randomBytes } from "node:crypto";
import { command } from "#e2e/fixtures/command.ts";
import { processOf } from "#e2e/fixtures/processes.ts";
import { readRunning } from "#scripts/start/running.ts";

/** A running installation to measure, with a school of its own there. */
export type Place = {
  baseUrl: string;
  /** An API token with every permission. */
  token: string;
  /** The settings that its parts were given: where the store is, and its key. */
  env: Readonly<Record<string, string>>;
  /** The app's process. */
  pid: number;
};

/**
 * Makes a school in the `npm start` that runs on a data folder.
 * @throws {Error} where none does.
 */
export async function placeOf(dataDir: string): Promise<Place> {
  const running = readRunning(dataDir);
  if (running === null) throw new Error(`No npm start runs on ${dataDir}.`);
  const slug = `bench-${randomBytes(4).toString("hex")}`;
  const admin = ["--admin-email", `${slug}@example.org`, "--admin-password", "a long enough password"];
  await command("school", dataDir, ["--name", "Bench", "--slug", slug, ...admin]);
  const printed = await command("token", dataDir, ["--school", slug, "--permissions", "all"]);
  return {
    baseUrl: running.address,
    token: printed.split("\n").at(-1) ?? "",
    env: running.env,
    pid: processOf("app", { pid: running.pid, dataDir }),
  };
}
