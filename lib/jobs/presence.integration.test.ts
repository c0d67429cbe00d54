import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { bePresent, freeLostJobs } from "#lib/jobs/presence.mutations.ts";

/** A job that a worker of this id has had for so many seconds; no other test's worker takes it. */
async function jobOf(worker: string, seconds: number): Promise<string> {
  const key = `presence:${randomUUID()}`;
  await database().execute(sql`
    select graphile_worker.add_job('forget_keys', '{}'::json, job_key => ${key}, run_at => now() + interval '1 day')`);
  await database().execute(sql`
    update graphile_worker._private_jobs
    set locked_by = ${worker}, locked_at = now() - make_interval(secs => ${seconds}) where key = ${key}`);
  return key;
}

const holderOf = async (key: string) =>
  (
    await database().execute<{ by: string | null }>(
      sql`select locked_by as by from graphile_worker._private_jobs where key = ${key}`,
    )
  )[0]?.by;

test("the jobs of a worker that is gone are freed, those of one that lives are not", async () => {
  const [alive, gone] = [`pool-${randomUUID()}`, `pool-${randomUUID()}`];
  const presence = await bePresent([alive]);
  const there = await bePresent([gone]);
  const [kept, lost, recent] = [await jobOf(alive, 60), await jobOf(gone, 60), await jobOf(gone, 5)];
  await freeLostJobs();
  expect([await holderOf(kept), await holderOf(lost)]).toEqual([alive, gone]);

  // As its process dies, so does its connection.
  await there.leave();
  await expect
    .poll(async () => {
      await freeLostJobs();
      return holderOf(lost);
    })
    .toBeNull();
  expect(await holderOf(kept)).toBe(alive);
  // Whoever is gone has lost all of it.
  expect(await holderOf(recent)).toBeNull();
  await presence.renew();
  await freeLostJobs();
  expect(await holderOf(kept)).toBe(alive);
  await presence.leave();
});
