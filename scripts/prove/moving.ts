import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type RunningCommand, startCommand } from "#lib/testing/command.ts";
import { prepareReconcile, type ReconcileGround } from "#scripts/prove/reconcile-ground.ts";

type Say = (line?: string) => void;

const EMAIL = "ada@example.org";

/** A small PDF that is whole, and like no other. */
function paper(at: number): string {
  const text = `${at} ${randomUUID()}`;
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length ${text.length + 32}>>stream
BT /F1 10 Tf 10 50 Td (${text}) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
`;
}

/** Writes so many files in folders of a hundred; answers the checksum of each by its name. */
async function writePapers(folder: string, count: number): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (let at = 0; at < count; at += 1) {
    const inside = join(folder, `box ${Math.floor(at / 100)}`);
    if (at % 100 === 0) await mkdir(inside, { recursive: true });
    const [name, bytes] = [`paper ${at}.pdf`, paper(at)];
    await writeFile(join(inside, name), bytes);
    made.set(name, createHash("sha256").update(bytes).digest("hex"));
  }
  return made;
}

/** The most memory that a process has had, in bytes; what was known last once it is gone. */
async function watchMemory({ process: child, ended }: RunningCommand): Promise<number> {
  let peak = 0;
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // It has just ended, or this system has no /proc.
    }
    await pause(100);
  }
  return peak;
}

/** Runs a command to its end; tells how long it took and the most memory it had. */
async function measured(
  name: Parameters<typeof startCommand>[0],
  args: readonly string[],
  settings: Record<string, string>,
) {
  const begun = performance.now();
  const running = startCommand(name, args, settings);
  const [{ code, said, complained }, peak] = await Promise.all([running.ended, watchMemory(running)]);
  return { code, said, complained, seconds: (performance.now() - begun) / 1000, peak };
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;

/** What does not fit between what was to be stored and what is, in words; nothing where all is exactly once. */
async function faultsOf(
  { sql }: ReconcileGround,
  slug: string,
  wanted: ReadonlyMap<string, string>,
): Promise<string[]> {
  const faults: string[] = [];
  const rows = await sql<{ filename: string; sha256: string; proven: boolean }[]>`
    select filename, sha256, sha256_verified_at is not null as proven from documents
    where school_id = (select id from schools where slug = ${slug})`;
  if (rows.length !== wanted.size) faults.push(`${rows.length} documents, not ${wanted.size}`);
  const names = new Set(rows.map(({ filename }) => filename));
  if (names.size !== rows.length) faults.push(`${rows.length - names.size} files are there more than once`);
  const wrong = rows.filter(({ filename, sha256, proven }) => wanted.get(filename) !== sha256 || !proven);
  if (wrong.length > 0) faults.push(`${wrong.length} files have other bytes, or were not proven`);
  const [pending] = await sql`select count(*)::int as count from uploads where status = 'pending'`;
  if (pending?.count !== 0) faults.push(`${pending?.count} uploads are still under way`);
  const [created] = await sql`
    select count(*)::int as count, count(distinct target_id)::int as once from audit_events
    where action = 'document.created' and school_id = (select id from schools where slug = ${slug})`;
  if (created?.count !== wanted.size || created?.once !== wanted.size)
    faults.push(`the audit has ${created?.count} files that were made`);
  return faults;
}

/** Waits until half of the files are stored, and kills the command where it stands. Answers how many were stored then. */
async function killInTheMiddle(ground: ReconcileGround, running: RunningCommand, half: number) {
  const stored = async () => {
    const [row] = await ground.sql<{ count: number }[]>`select count(*)::int as count from documents`;
    return row?.count ?? 0;
  };
  while ((await stored()) < half && running.process.exitCode === null) await pause(50);
  running.process.kill("SIGKILL");
  await running.ended;
  return stored();
}

/** Exports the school, imports that as another one, and looks whether it is the same. Answers what is not. */
async function andBack(
  ground: ReconcileGround,
  wanted: ReadonlyMap<string, string>,
  { folder, say }: { folder: string; say: Say },
): Promise<string[]> {
  const { settings } = ground;
  const tell = (name: string, run: Awaited<ReturnType<typeof measured>>) =>
    say(
      `${name} in ${run.seconds.toFixed(1)} s; at most ${megabytes(run.peak)} of memory: ${run.said.trim().replaceAll("\n", " ")}`,
    );
  try {
    const out = await measured("export", ["--school", "proof", folder], settings);
    tell("exported", out);
    await makeSchool("back", settings);
    const back = await measured("import", [folder, "--school", "back", "--as", EMAIL], settings);
    tell("imported as another school", back);
    const fits = await measured("reconcile", [], settings);
    const failed = [out, back, fits].filter(({ code }) => code !== 0);
    return [
      ...failed.map(
        ({ said, complained }) => `a command failed: ${said.slice(-300)} ${complained.slice(-300)}`,
      ),
      ...(await faultsOf(ground, "back", wanted)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeSchool(slug: string, settings: Record<string, string>): Promise<void> {
  const words = ["--name", "Proof", "--slug", slug, "--admin-email", EMAIL];
  const made = await measured("school", [...words, "--admin-password", randomUUID()], settings);
  if (made.code !== 0) throw new Error(made.complained);
}

/** Proves an import of `count` files that is killed in the middle. False where anything is not as it should be. */
export async function proveMoving({ files: count }: { files: number }, say: Say): Promise<boolean> {
  const ground = await prepareReconcile();
  const folder = await mkdtemp(join(tmpdir(), "athena-moving-"));
  const { settings } = ground;
  try {
    await makeSchool("proof", settings);
    const wanted = await writePapers(folder, count);
    say(`${count} files of about ${paper(0).length} bytes in ${Math.ceil(count / 100)} folders`);
    const words = [folder, "--school", "proof", "--as", EMAIL];
    const begun = performance.now();
    const first = startCommand("import", words, settings);
    const watched = watchMemory(first);
    const half = await killInTheMiddle(ground, first, Math.floor(count / 2));
    const seconds = (performance.now() - begun) / 1000;
    const left = await ground.sql`select count(*)::int as count from uploads where status = 'pending'`;
    say(
      `killed with kill -9 after ${seconds.toFixed(1)} s: ${half} stored, ${left[0]?.count} uploads left under way; at most ${megabytes(await watched)} of memory`,
    );
    const again = await measured("import", words, settings);
    const rate = Math.round((count - half) / again.seconds);
    say(
      `again in ${again.seconds.toFixed(1)} s (${rate} files a second); at most ${megabytes(again.peak)} of memory: ${again.said.trim().replaceAll("\n", " ")}`,
    );
    const third = await measured("import", words, settings);
    say(`once more in ${third.seconds.toFixed(1)} s: ${third.said.trim().replaceAll("\n", " ")}`);
    const fits = await measured("reconcile", [], settings);
    say(`npm run reconcile: ${fits.code === 0 ? "bucket, rows and totals fit" : fits.said}`);
    const faults = await faultsOf(ground, "proof", wanted);
    if (half === 0 || half >= count) faults.push("it was not killed in the middle");
    for (const run of [again, third])
      if (run.code !== 0) faults.push(`the command ended with ${run.code}: ${run.complained.slice(-300)}`);
    if (fits.code !== 0) faults.push("bucket and database do not fit");
    faults.push(...(await andBack(ground, wanted, { folder: `${folder}-out`, say })));
    for (const fault of faults) say(`NOT AS IT SHOULD BE: ${fault}`);
    if (faults.length === 0) say("Each file is stored exactly once.");
    return faults.length === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await ground.end();
  }
}
