import { parseArgs } from "node:util";
import { localOrigin } from "#lib/http/origin.ts";
import { runCommand } from "#scripts/command.ts";

const HELP = `Resets the second step of somebody's sign-in and signs them out everywhere: for the last administrator who has lost it.
Their password alone opens their account then; where their school asks for two steps they set them up again.

  npm run second-factor -- --reset EMAIL`;

await runCommand(HELP, async (args) => {
  const { values } = parseArgs({ args, options: { reset: { type: "string" } } });
  if (!values.reset) throw new Error("--reset is missing. See npm run second-factor -- --help");
  const { resetSecondFactorByEmail } = await import("#lib/second-factor/forget.mutations.ts");
  const done = await resetSecondFactorByEmail(values.reset, localOrigin("npm run second-factor"));
  if (done === "unknown") throw new Error(`Nobody has the e-mail ${values.reset}.`);
  if (done === "none") throw new Error(`${values.reset} signs in in one step; there is nothing to reset.`);
  process.stdout.write(`The second step of ${values.reset} is reset; they are signed out everywhere.\n`);
});
