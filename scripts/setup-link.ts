import { parseArgs } from "node:util";
import { closeDatabase } from "#db/client.ts";
import { createSetupSecret } from "#lib/auth/setup.ts";

const { values } = parseArgs({
  options: { "base-url": { type: "string", default: "http://localhost:3000" } },
});

const secret = await createSetupSecret();
if (secret !== null)
  process.stdout.write(`${values["base-url"].replace(/\/+$/, "")}/setup?token=${secret}\n`);
await closeDatabase();
