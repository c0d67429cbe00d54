import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { AppError } from "#lib/errors.ts";
import { publishDocument, unpublishDocument } from "#lib/publishing/mutations.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { exeFile, pdfFile, pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { uploadThrough } from "#lib/testing/through.ts";
import { arrived, requestFor, ticketFor } from "#lib/testing/upload.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { flushUsage } from "#lib/usage/flush.mutations.ts";

const NAMES = [
  "upload",
  "picture",
  "through",
  "refused",
  "given up",
  "trash",
  "restore",
  "purge",
  "rename",
] as const;
const MORE = ["publish", "take back", "thumbnail", "jobs"] as const;
type Step = { does: (typeof NAMES)[number] | (typeof MORE)[number]; pick: number };

/** What the test itself knows of what it sent: operations that write, and bytes. */
class Sent {
  ids: string[] = [];
  classA = 0;
  bytes = 0;

  add(bytes: Uint8Array) {
    this.classA += 1;
    this.bytes += bytes.length;
  }
}

const MEDIA = { kind: "media", contentType: TYPES.png, filename: "a.png" } as const;

async function perform(school: TestSchool, sent: Sent, { does, pick }: Step): Promise<void> {
  const actor = school.administrator;
  const id = sent.ids[pick % Math.max(1, sent.ids.length)] ?? "00000000-0000-4000-8000-000000000000";
  const some = sent.ids.filter((_, at) => (pick >> (at % 8)) % 2 === 0);
  const send = async (bytes: Uint8Array, more: Parameters<typeof arrived>[2], way: "post" | "put") => {
    const { uploadId } = await arrived(actor, bytes, more, way);
    sent.add(bytes);
    sent.ids.push((await confirmUpload(actor, uploadId)).document.id);
  };
  switch (does) {
    case "upload":
      return send(await pdfFile(), pick % 3 === 0 ? { kind: "report" } : {}, pick % 2 ? "post" : "put");
    case "picture":
      return send(pngFile(), MEDIA, "put");
    case "through": {
      const bytes = await pdfFile();
      const { size, ...file } = requestFor(bytes);
      const body = new Blob([new Uint8Array(bytes)]).stream();
      sent.ids.push((await uploadThrough(actor, file, body, size)).id);
      return sent.add(bytes);
    }
    case "refused":
      return send(exeFile(), {}, "put");
    case "given up":
      return abortUpload(actor, (await ticketFor(actor, await pdfFile())).uploadId);
    case "trash":
      return void (await trashDocuments(actor, some));
    case "restore":
      return void (await restoreDocuments(actor, some));
    case "purge":
      return void (await purgeDocuments(actor, [id]));
    case "rename":
      return void (await editDocument(actor, id, { title: `Title ${pick}` }));
    case "publish":
      return void (await publishDocument(actor, id));
    case "take back":
      return void (await unpublishDocument(actor, id));
    case "thumbnail":
      return makeThumbnail(id, { lastTry: true });
    case "jobs":
      return runJobs();
  }
}

/** What may well be refused: the steps know nothing of each other. */
async function attempt(school: TestSchool, sent: Sent, step: Step): Promise<void> {
  try {
    await perform(school, sent, step);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    expect(error.code).not.toMatch(/^storage_/);
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(...NAMES, ...MORE),
  pick: fc.nat(255),
});

test("after whatever was done, some of it at once, counters equal the sums and operations what was sent", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 5 }),
      async (rounds) => {
        const school = await buildSchool();
        const sent = new Sent();
        await attempt(school, sent, { does: "upload", pick: 0 });
        for (const together of rounds) await Promise.all(together.map((one) => attempt(school, sent, one)));
        await flushUsage();
        await expectInvariants(school.id);
        const [counted] = await database()
          .select({
            classA: sql<number>`sum(class_a)::float8`,
            bytes: sql<number>`sum(bytes_in)::float8`,
            estimated: sql<number>`sum(class_a_estimated + bytes_in_estimated)::float8`,
          })
          .from(usageDaily)
          .where(sql`${eq(usageDaily.schoolId, school.id)} and kind in ('document', 'report', 'media')`);
        expect(counted).toEqual({ classA: sent.classA, bytes: sent.bytes, estimated: 0 });
        // Once everything is purged and deleted, nothing is held any more.
        await trashDocuments(school.administrator, sent.ids).catch(() => undefined);
        await purgeDocuments(school.administrator, sent.ids).catch(() => undefined);
        await endSignatures(school.id);
        await runJobs();
        await expectInvariants(school.id);
      },
    ),
    { numRuns: 3 },
  );
}, 60_000);
