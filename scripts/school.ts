import { parseArgs } from "node:util";
import type { z } from "zod";
import { schoolArguments } from "#lib/auth/schema.ts";
import { widerRules } from "#lib/documents/school-policy.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { quotaArguments } from "#lib/quota/schema.ts";
import { runCommand } from "#scripts/command.ts";

const HELP = `Makes a school and its administrator, without the set-up page.

  npm run school -- --name NAME --slug SLUG --admin-email EMAIL --admin-password PASSWORD
                    [--admin-name NAME] [--time-zone ZONE] [--locale en|es]
                    [--upload-types xlsx,csv,txt] [--upload-max-mb N] [--quota SIZE]

Or sets how much a school that is there may store:

  npm run school -- --slug SLUG --quota SIZE

  --name            the school's name, as people read it
  --slug            its short name: a to z, 0 to 9 and hyphens
  --admin-email     the administrator's e-mail; somebody who has an account keeps their password and joins
  --admin-password  at least 12 characters, and nothing that many use; four unrelated words are good
  --time-zone       such as Europe/Madrid; UTC when not given
  --locale          en or es; en when not given
  --upload-types    what this school takes for documents beside PDF, JPEG, PNG, DOC and DOCX
  --upload-max-mb   the largest document, in megabytes; 10 MiB when not given
  --quota           what the school may store in all, trash included, such as 750MB, 500GB or 1.5TB; none for no limit`;

const origin = localOrigin("npm run school");

/** The arguments as the schema reads them; says the first thing that is wrong. */
function read<T extends z.ZodType>(schema: T, values: object): z.infer<T> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`--${String(issue?.path[0])}: ${issue?.message}. See npm run school -- --help`);
}

async function limitSchool(values: object): Promise<void> {
  const { slug, quota } = read(quotaArguments, values);
  const { setQuotaOfSlug } = await import("#lib/quota/mutations.ts");
  await setQuotaOfSlug(slug, quota.bytes, origin);
  const said = quota.bytes === null ? "has no quota now" : `may store ${quota.said} now`;
  process.stdout.write(`The school ${slug} ${said}.\n`);
}

await runCommand(HELP, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: "string" },
      slug: { type: "string" },
      "admin-email": { type: "string" },
      "admin-name": { type: "string" },
      "admin-password": { type: "string" },
      "time-zone": { type: "string" },
      locale: { type: "string" },
      "upload-types": { type: "string" },
      "upload-max-mb": { type: "string" },
      quota: { type: "string" },
    },
  });
  const named = Object.keys(values);
  if (values.quota !== undefined && named.every((name) => name === "slug" || name === "quota"))
    return limitSchool(values);
  const input = read(schoolArguments, values);
  const { createSchool } = await import("#lib/auth/schools.mutations.ts");
  const { hashPassword } = await import("#lib/auth/password.ts");
  const email = input["admin-email"];
  const made = await createSchool(
    {
      name: input.name,
      slug: input.slug,
      timeZone: input["time-zone"],
      locale: input.locale,
      uploadRules: widerRules(input["upload-types"], input["upload-max-mb"]),
      quotaBytes: input.quota?.bytes ?? null,
      admin: {
        name: input["admin-name"] ?? email.split("@")[0] ?? email,
        email,
        passwordHash: await hashPassword(input["admin-password"], [input.name, input["admin-name"], email]),
      },
    },
    origin,
  );
  const note = made.adminExisted ? " (had an account already; their password is unchanged)" : "";
  process.stdout.write(`School ${input.name} (${input.slug}) is there. Administrator: ${email}${note}\n`);
});
