import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { command } from "#e2e/fixtures/command.ts";
import { processOf } from "#e2e/fixtures/processes.ts";
import { readRunning } from "#scripts/start/running.ts";

/** A running installation to measure, with a school of its own there. */
export type Place = {
  baseUrl: string;
  schoolId: string;
  /** Its administrator's. */
  email: string;
  password: string;
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
  const [email, password] = [`${slug}@example.org`, "a long enough password"];
  const admin = ["--admin-email", email, "--admin-password", password];
  await command("school", dataDir, ["--name", "Bench", "--slug", slug, ...admin]);
  const printed = await command("token", dataDir, ["--school", slug, "--permissions", "all"]);
  const sql = postgres(running.env.DATABASE_URL ?? "", { max: 1 });
  const [school] = await sql<{ id: string }[]>`select id from schools where slug = ${slug}`;
  await sql.end();
  return {
    baseUrl: running.address,
    schoolId: school?.id ?? "",
    email,
    password,
    token: printed.split("\n").at(-1) ?? "",
    env: running.env,
    pid: processOf("app", { pid: running.pid, dataDir }),
  };
}
