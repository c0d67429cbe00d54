import { z } from "zod";

export const FORMAT = "athena-docs-backup";
export const FORMAT_VERSION = 1;

/** Says of a folder or a bucket that backups are kept in it. */
export const MARK_FILE = "athena-docs-backup.json";

/** Where the generations of the database are, each in a folder named after its moment. */
export const DATABASE_FOLDER = "database/";
/** Where files are, each under its SHA-256: what two generations have in common is there once. */
export const OBJECTS_FOLDER = "objects/";

/** What is written first: which run makes this generation. Two that began in one second cannot both finish it. */
export const BEGUN_FILE = "begun.json";
/** What is written last: a generation without it is not whole. */
export const HEAD_FILE = "backup.json";
export const OBJECTS_FILE = "objects.ndjson.gz";
export const JOBS_FILE = "tables/waiting-jobs.copy.gz";
export const MANIFEST_FILE = "manifest.sha256";
export const SECRETS_FILE = "secrets.json";

export const tableFile = (name: string) => `tables/${name}.copy.gz`;

/** What `MARK_FILE` says. `installation` came later than the first backups; null while nobody has founded a school. */
export const placeMark = z.object({
  format: z.literal(FORMAT),
  format_version: z.literal(FORMAT_VERSION),
  installation: z.string().nullish(),
});

const SHA256 = /^[0-9a-f]{64}$/;
const sha256 = z.string().regex(SHA256);

/** Where a file's bytes are. */
export const blobPath = (hash: string) => `${OBJECTS_FOLDER}${hash.slice(0, 2)}/${hash}`;

/** The SHA-256 that a path of `blobPath` names; null for any other. */
export function readBlobPath(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return SHA256.test(name) && path === blobPath(name) ? name : null;
}

/** 20261123T114500Z: in the order of time, and safe as a name everywhere. */
export const stampOf = (moment: Date) => moment.toISOString().replace(/[-:]|\.\d+/g, "");

/** When a generation of this name was begun, in milliseconds. */
export const momentOf = (stamp: string) =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, "$1-$2-$3:$4:$5"));

const STAMP = /^\d{8}T\d{6}Z$/;
export const isStamp = (text: string) => STAMP.test(text);

/** An object of the buckets as it was kept, a line each in the order of their keys' bytes. */
export const objectRecord = z.object({
  key: z.string().min(1),
  bucket: z.enum(["private", "public"]),
  /** Bytes. */
  size: z.number().int().min(0),
  /** Null where the bucket had no such object. */
  sha256: sha256.nullable(),
  type: z.string(),
  disposition: z.string().nullable(),
  cache: z.string().nullable(),
});
export type ObjectRecord = z.infer<typeof objectRecord>;

const file = z.object({ file: z.string(), sha256, rows: z.number().int().min(0) });

/** A generation: the database at one moment, and which objects belong to it. */
export const backupHead = z.object({
  format: z.literal(FORMAT),
  format_version: z.literal(FORMAT_VERSION),
  made_at: z.iso.datetime(),
  /** Of the tables (`Snapshot.version`). */
  schema_version: z.number().int(),
  server: z.string(),
  tables: z.array(file.extend({ name: z.string(), columns: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  jobs: file,
  objects: file.extend({
    bytes: z.number(),
    /** Objects that the database knows and the bucket had lost by then. */
    missing: z.number(),
    /** Objects that had other bytes than were uploaded: kept as they were. */
    differing: z.number(),
  }),
  /** Which secrets the database's sealed values and the audit's seals need; tells nothing of them. */
  secrets: z.object({ ids: z.array(z.string()), included: z.boolean() }),
});
export type BackupHead = z.infer<typeof backupHead>;

/** What an installation must have besides database and buckets. */
export const keptSecrets = z.object({
  NEXTAUTH_SECRET: z.string(),
  AUDIT_SEAL_KEY: z.string().optional(),
});
export type KeptSecrets = z.infer<typeof keptSecrets>;
