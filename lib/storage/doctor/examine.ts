import "server-only";
import type { Settings } from "#lib/env.ts";
import { ACCESS_CHECKS } from "#lib/storage/doctor/access-checks.ts";
import type { Check } from "#lib/storage/doctor/check.ts";
import { CONNECTION_CHECKS } from "#lib/storage/doctor/connection-checks.ts";
import { CORS_CHECKS } from "#lib/storage/doctor/cors-checks.ts";
import { DISPOSITION, Exam, TEXT } from "#lib/storage/doctor/exam.ts";
import { failureOf } from "#lib/storage/doctor/failure.ts";
import { LIFECYCLE_CHECKS } from "#lib/storage/doctor/lifecycle-checks.ts";
import { OBJECT_CHECKS } from "#lib/storage/doctor/object-checks.ts";
import { PARTS_CHECKS } from "#lib/storage/doctor/parts-checks.ts";
import { PUBLIC_CHECKS } from "#lib/storage/doctor/public-checks.ts";
import { SCANNER_CHECKS } from "#lib/storage/doctor/scanner-checks.ts";
import { SETTINGS_CHECKS } from "#lib/storage/doctor/settings-checks.ts";
import { SIGNED_CHECKS } from "#lib/storage/doctor/signed-checks.ts";
import type { BrowserTask, CheckId, CheckResult, Group } from "#lib/storage/doctor/types.ts";
import { signGet, signPut } from "#lib/storage/presign.ts";

const GROUPS: readonly (readonly [Group, readonly Check[]])[] = [
  ["settings", SETTINGS_CHECKS],
  ["connection", CONNECTION_CHECKS],
  ["access", ACCESS_CHECKS],
  ["files", OBJECT_CHECKS],
  ["signed", SIGNED_CHECKS],
  ["parts", PARTS_CHECKS],
  ["pages", CORS_CHECKS],
  ["rules", LIFECYCLE_CHECKS],
  ["public", PUBLIC_CHECKS],
  ["scanner", SCANNER_CHECKS],
];

/** What a browser tries by itself, and without which that would tell nothing. */
const BY_BROWSER: readonly CheckId[] = ["browser_upload", "browser_read"];

/** Every check in its group, in the order in which they run; those of the browser last. */
export function listChecks({ browser }: { browser: boolean }): { group: Group; checks: CheckId[] }[] {
  const groups = GROUPS.map(([group, checks]) => ({ group, checks: checks.map(({ id }) => id) }));
  return browser ? [...groups, { group: "browser" as const, checks: [...BY_BROWSER] }] : groups;
}

async function attempt(check: Check, exam: Exam) {
  try {
    return await check.run(exam);
  } catch (error) {
    return failureOf(error);
  }
}

/** The check that one cannot do without and that failed, or was skipped for the failure of another. */
function blockerOf(needs: readonly CheckId[], ended: ReadonlyMap<CheckId, CheckResult>): CheckId | null {
  for (const id of needs) {
    const result = ended.get(id);
    if (result?.state === "failed") return id;
    if (result?.because) return result.because;
  }
  return null;
}

const skippedFor = (id: CheckId, because: CheckId): CheckResult => ({
  id,
  state: "skipped",
  finding: "because",
  because,
});

async function taskFor(exam: Exam): Promise<BrowserTask> {
  const write = exam.write("browser");
  const { key, contentType, expiresIn } = write;
  return {
    put: await signPut(exam.target(), write, await exam.guards()),
    get: await signGet(exam.target(), { key, contentType, disposition: DISPOSITION, expiresIn }),
    text: TEXT,
  };
}

export type Examination = {
  /** The environment. */
  settings: Settings;
  /** Where pages that upload come from. */
  origins: readonly string[];
  /** Whether a browser waits to try by itself. */
  browser?: boolean;
};

/**
 * Looks at everything that storage rests on, from the settings to what pages may do, and tells each thing as it is
 * known. What needs something that failed is skipped and names it. Its test files are deleted at the end; one for the
 * browser goes when its signature is over.
 */
export async function* examine({
  settings,
  origins,
  browser = false,
}: Examination): AsyncGenerator<CheckResult | BrowserTask> {
  const exam = new Exam(settings, origins);
  const ended = new Map<CheckId, CheckResult>();
  try {
    for (const check of GROUPS.flatMap(([, checks]) => checks)) {
      const because = blockerOf(check.needs, ended);
      const result = because
        ? skippedFor(check.id, because)
        : { id: check.id, ...(await attempt(check, exam)) };
      ended.set(check.id, result);
      yield result;
    }
    if (!browser) return;
    const because = blockerOf(["cors_upload", "cors_read", "cors_etag"], ended);
    if (because) for (const id of BY_BROWSER) yield skippedFor(id, because);
    else yield await taskFor(exam);
  } finally {
    await exam.end(browser ? "browser" : null);
  }
}
