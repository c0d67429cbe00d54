import { parseArgs } from "node:util";
import { localOrigin } from "#lib/http/origin.ts";
import { runCommand } from "#scripts/command.ts";

const HELP = `Sets somebody's password and signs them out everywhere: for those who forgot theirs.

  npm run password -- --email EMAIL --password PASSWORD

  --password   at least 12 characters, and nothing that many use; four unrelated words are good`;

await runCommand(HELP, async (args) => {
  const { values } = parseArgs({
    args,
    options: { email: { type: "string" }, password: { type: "string" } },
  });
  if (!values.email) throw new Error("--email is missing. See npm run password -- --help");
  if (!values.password) throw new Error("--password is missing. See npm run password -- --help");
  const { resetPassword } = await import("#lib/auth/mutations.ts");
  const { hashPassword } = await import("#lib/auth/password.ts");
  const { passwordContextOf } = await import("#lib/auth/password-context.data.ts");
  const done = await resetPassword(
    values.email,
    await hashPassword(values.password, await passwordContextOf({ email: values.email })),
    localOrigin("npm run password"),
  );
  if (!done) throw new Error(`Nobody has the e-mail ${values.email}.`);
  process.stdout.write(`The password of ${values.email} is changed; they are signed out everywhere.\n`);
});
