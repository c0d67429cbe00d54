import { parseArgs } from "node:util";
import { localOrigin } from "#lib/http/origin.ts";
import { runCommand } from "#scripts/command.ts";

const HELP = `Lets a person look after the installation itself: they see Settings, Storage, and run its checks. It gives nobody a
right to any school's files. Whoever opens the set-up link has it from the start.

  npm run platform-admin -- --email EMAIL [--remove]

  --email   of somebody who has an account
  --remove  takes it away again`;

await runCommand(HELP, async (args) => {
  const { values } = parseArgs({
    args,
    options: { email: { type: "string" }, remove: { type: "boolean", default: false } },
  });
  if (!values.email) throw new Error("--email is missing. See npm run platform-admin -- --help");
  const { setPlatformAdmin } = await import("#lib/auth/mutations.ts");
  const isNow = !values.remove;
  if (!(await setPlatformAdmin(values.email, isNow, localOrigin("npm run platform-admin"))))
    throw new Error(`Nobody has the e-mail ${values.email}.`);
  const said = isNow ? "looks after this installation now" : "does not look after this installation any more";
  process.stdout.write(`${values.email} ${said}.\n`);
});
