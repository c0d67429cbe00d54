import { createHash, randomUUID } from "node:crypto";
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import postgres from "postgres";
import { v7 } from "uuid";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestStore } from "#embedded/object-store/testing.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";
import type { Sort } from "#lib/reconcile/types.ts";

/** Puts to the store at once: where the embedded one is fastest. */
const AT_ONCE = 48;
/** Files whose rows are written with one statement. */
const CHUNK = 1000;

/** A database and a store of the proof's own, and the settings by which the product finds them. */
export type ReconcileGround = {
  settings: Record<string, string>;
  sql: postgres.Sql;
  put(key: string, bytes: Uint8Array): Promise<unknown>;
  remove(key: string): Promise<unknown>;
  begin(key: string): Promise<unknown>;
  end(): Promise<void>;
};

/** Starts both. */
export async function prepareReconcile(): Promise<ReconcileGround> {
  const [database, store] = await Promise.all([startTestPostgres(), startTestStore()]);
  await migrateDatabase(database.ownerUrl);
  const credentials = { accessKeyId: store.accessKeyId, secretAccessKey: store.secretAccessKey };
  const client = new S3Client({
    endpoint: store.endpoint,
    region: "auto",
    forcePathStyle: true,
    credentials,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  const sql = postgres(database.ownerUrl, { max: 4, onnotice: () => {} });
  const Bucket = store.bucket;
  return {
    settings: {
      DATABASE_URL: database.ownerUrl,
      R2_ENDPOINT_URL: store.endpoint,
      R2_ACCESS_KEY_ID: store.accessKeyId,
      R2_SECRET_ACCESS_KEY: store.secretAccessKey,
      R2_BUCKET_NAME: store.bucket,
      R2_FORCE_PATH_STYLE: "true",
      NEXTAUTH_SECRET: "a secret of the proof that is long enough",
      LOG_LEVEL: "warn",
      // What was stored a moment ago is to be judged.
      RECONCILE_GRACE_HOURS: "0",
    },
    sql,
    put: (Key, Body) => client.send(new PutObjectCommand({ Bucket, Key, Body })),
    remove: (Key) => client.send(new DeleteObjectCommand({ Bucket, Key })),
    begin: (Key) => client.send(new CreateMultipartUploadCommand({ Bucket, Key })),
    async end() {
      await sql.end({ timeout: 5 });
      client.destroy();
      await Promise.all([database.stop(), store.stop()]);
    },
  };
}

export type ProofFile = { id: string; objectId: string; key: string; bytes: Uint8Array };

async function school(sql: postgres.Sql): Promise<{ schoolId: string; userId: string }> {
  const [schoolId, userId] = [v7(), v7()];
  await sql`insert into schools (id, name, slug, time_zone, locale)
    values (${schoolId}, 'Proof', ${`proof-${schoolId}`}, 'UTC', 'en')`;
  await sql`insert into users (id, email, name) values (${userId}, ${`${userId}@example.org`}, 'Proof')`;
  await sql`insert into memberships (school_id, user_id, role) values (${schoolId}, ${userId}, 'administrator')`;
  return { schoolId, userId };
}

const NAMES = ["plan.pdf", "Informe de evaluación.pdf", "😀.pdf", "～.pdf", "Zeta.pdf", "成绩单.pdf"];

function fileOf(schoolId: string, at: number): ProofFile {
  const key = `documents/${schoolId}/${2020 + (at % 7)}/${randomUUID()}_${NAMES[at % NAMES.length]}`;
  return { id: v7(), objectId: v7(), key, bytes: Buffer.from(`%PDF-1.7 ${at}`.padEnd(64 + (at % 64), ".")) };
}

async function insertRows(
  sql: postgres.Sql,
  { schoolId, userId }: { schoolId: string; userId: string },
  files: readonly ProofFile[],
): Promise<void> {
  const sha256 = ({ bytes }: ProofFile) => createHash("sha256").update(bytes).digest("hex");
  const objects = files.map((file) => ({
    id: file.objectId,
    school_id: schoolId,
    key: file.key,
    purpose: "original",
    state: "live",
    size: file.bytes.length,
    stored_bytes: file.bytes.length,
  }));
  const documents = files.map((file) => ({
    id: file.id,
    school_id: schoolId,
    filename: "proof.pdf",
    file_path: file.key,
    content_type: "application/pdf",
    file_size: file.bytes.length,
    uploaded_by: userId,
    object_id: file.objectId,
    kind: "document",
    sha256: sha256(file),
    sha256_verified_at: new Date(),
    name_sort: "proof.pdf",
  }));
  await sql`insert into objects ${sql(objects)}`;
  await sql`insert into documents ${sql(documents)}`;
}

/** Stores `count` real objects and writes their rows and totals, as if they had been uploaded. */
export async function storeMany(ground: ReconcileGround, count: number, tell: (done: number) => void) {
  const { sql } = ground;
  const owner = await school(sql);
  const kept: ProofFile[] = [];
  let [done, bytes] = [0, 0];
  for (; done < count; ) {
    const files = Array.from({ length: Math.min(CHUNK, count - done) }, (_, at) =>
      fileOf(owner.schoolId, done + at),
    );
    await insertRows(sql, owner, files);
    const queue = files.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const file of queue) await ground.put(file.key, file.bytes);
      }),
    );
    bytes += files.reduce((sum, file) => sum + file.bytes.length, 0);
    // Every so many of them can be made a fault.
    kept.push(...files.slice(0, 10));
    done += files.length;
    if (done % 10_000 === 0) tell(done);
  }
  await sql`insert into storage_totals (school_id, kind, bytes, objects, stored_bytes, stored_objects)
    values (${owner.schoolId}, 'document', ${bytes}, ${count}, ${bytes}, ${count})`;
  await sql`analyze`;
  return { ...owner, candidates: kept };
}

/** Plants faults of every sort in turn; answers what a run must say. */
export async function plantFaults(
  ground: ReconcileGround,
  stored: { schoolId: string; candidates: readonly ProofFile[] },
  count: number,
): Promise<string[]> {
  const files = [...stored.candidates];
  const expected: string[] = [];
  const note = (sort: Sort, what: string) => expected.push(`${sort} ${what}`);
  const take = () => {
    const file = files.splice(Math.floor(files.length / 2), 1)[0];
    if (file === undefined) throw new Error("There are too few objects for so many faults.");
    return file;
  };
  note("totals_drift", "document");
  await ground.sql`update storage_totals set bytes = bytes + 1 where school_id = ${stored.schoolId}`;
  for (let at = 1; at < count; at += 1) {
    const random = `documents/${stored.schoolId}/2026/${randomUUID()}_stray ${at}.pdf`;
    switch (at % 5) {
      case 0: {
        const { key } = take();
        await ground.remove(key);
        note("file_missing", key);
        break;
      }
      case 1: {
        const { key, bytes } = take();
        await ground.put(key, bytes.subarray(1));
        note("file_differs", key);
        break;
      }
      case 2:
        await ground.put(random, Buffer.from("stray"));
        note("object_unknown", random);
        break;
      case 3:
        await ground.begin(random);
        note("parts_unknown", random);
        break;
      default: {
        const { key, id } = take();
        await ground.sql`update documents set status = 'missing' where id = ${id}`;
        note("file_returned", key);
      }
    }
  }
  return expected.sort();
}
