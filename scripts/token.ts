import { parseArgs } from "node:util";
import { PERMISSIONS, type Permission } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { runCommand } from "#scripts/command.ts";

const HELP = `Makes an API token for a school and prints it as the last line. It is shown this once.

  npm run token -- --school SLUG --permissions a,b [--name NAME] [--days N]

  --school       the school's slug
  --permissions  separated by commas, or all
  --name         what the audit calls the account that the token acts as; "API token" when not given
  --days         days until it ends; without it the token has no end

Permissions: ${PERMISSIONS.join(", ")}`;

function permissionsFrom(text: string): Permission[] {
  if (text === "all") return [...PERMISSIONS];
  const wanted = text.split(",").map((name) => name.trim());
  const unknown = wanted.find((name) => !(PERMISSIONS as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new Error(`--permissions: "${unknown}" is none. See npm run token -- --help`);
  return wanted as Permission[];
}

await runCommand(HELP, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      school: { type: "string" },
      permissions: { type: "string" },
      name: { type: "string", default: "API token" },
      days: { type: "string" },
    },
  });
  if (!values.school) throw new Error("--school is missing. See npm run token -- --help");
  if (!values.permissions) throw new Error("--permissions is missing. See npm run token -- --help");
  const days = values.days === undefined ? null : Number(values.days);
  if (days !== null && !(Number.isInteger(days) && days > 0))
    throw new Error("--days: a whole number above 0.");
  const permissions = permissionsFrom(values.permissions);

  const { findSchoolBySlug } = await import("#lib/auth/data.ts");
  const { makeTokenOnServer } = await import("#lib/tokens/mutations.ts");
  const schoolId = await findSchoolBySlug(values.school);
  if (schoolId === null) throw new AppError("not_found");
  const token = await makeTokenOnServer(localOrigin("npm run token"), {
    schoolId,
    name: values.name,
    permissions,
    expiresAt: days === null ? null : new Date(Date.now() + days * 86_400_000),
  });
  process.stdout.write(`${token}\n`);
});
