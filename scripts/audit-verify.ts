import { parseArgs } from "node:util";
import { failed, type Proven, wordsFor } from "#scripts/audit-verify/report.ts";
import { runCommand } from "#scripts/command.ts";

const HELP = `Proves that nobody has changed, removed or slipped in anything of the audit since it was sealed.

  npm run audit:verify -- [--school SLUG] [--json]

  --school  only the chain of this school; every chain where none is named
  --json    one object with every figure, for programs

Every event is held against its seal, every seal against the one before and against its copy in the bucket; what is
wrong is named by its event or seal. It takes the secret that the seals were made with: that of the app in this
environment (AUDIT_SEAL_KEY, NEXTAUTH_SECRET), or of the npm start that runs on this data folder. It changes nothing.
What was written in the last minutes is not sealed yet.
Exit code 0 when all fits, 2 when something is wrong or could not be compared, 1 when it could not be done.`;

async function chainsOf(slug: string | undefined): Promise<string[]> {
  const { allChains } = await import("#lib/audit/seal.data.ts");
  if (slug === undefined) return allChains();
  const { findSchoolBySlug } = await import("#lib/auth/data.ts");
  const schoolId = await findSchoolBySlug(slug);
  if (schoolId === null) throw new Error("There is no school of that slug.");
  return [schoolId];
}

await runCommand(HELP, async (args) => {
  const { values } = parseArgs({
    args,
    options: { school: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const { verifyChain } = await import("#lib/audit/verify.ts");
  const began = performance.now();
  const proven: Proven[] = [];
  const isShown = process.stderr.isTTY && !values.json;
  for (const chain of await chainsOf(values.school)) {
    const tell = (events: number) =>
      void (isShown && process.stderr.write(`\r${events.toLocaleString("en")} events`));
    proven.push({ chain, ...(await verifyChain(chain, tell)) });
    if (isShown) process.stderr.write("\r\u001b[K");
  }
  const seconds = (performance.now() - began) / 1000;
  const text = values.json ? JSON.stringify({ seconds, chains: proven }, null, 2) : wordsFor(proven, seconds);
  process.stdout.write(`${text}\n`);
  if (proven.some(failed)) process.exitCode = 2;
});
