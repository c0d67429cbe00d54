import { randomUUID } from "node:crypto";
import { v7 } from "uuid";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Kind } from "#lib/documents/constants.ts";
import { foldName } from "#lib/storage/filename.ts";

type Entry = {
  filename: string;
  uploadedAt?: Date;
  deletedAt?: Date | null;
  kind?: Kind;
  contentType?: string;
  /** Bytes. */
  fileSize?: number;
  recordClassId?: string;
  reportType?: string;
  year?: number;
  /** Proven to be that of its bytes. */
  sha256?: string;
};

/** Rows of documents without bytes, for lists of many; answers their ids in the order given. */
export async function insertDocuments(by: Actor, entries: readonly Entry[]): Promise<string[]> {
  const rows = entries.map((entry) => ({
    id: v7(),
    schoolId: by.schoolId,
    filename: entry.filename,
    filePath: `documents/${by.schoolId}/2026/${randomUUID()}_row`,
    contentType: entry.contentType ?? "application/pdf",
    fileSize: entry.fileSize ?? 1,
    uploadedBy: by.userId,
    uploadedAt: entry.uploadedAt ?? new Date(),
    objectId: v7(),
    ...(entry.sha256 !== undefined && { sha256: entry.sha256, sha256VerifiedAt: new Date() }),
    kind: entry.kind ?? "document",
    recordClassId: entry.recordClassId ?? null,
    reportType: entry.reportType ?? null,
    year: entry.year ?? null,
    nameSort: foldName(entry.filename),
    deletedAt: entry.deletedAt ?? null,
  }));
  if (rows.length === 0) return [];
  await database().transaction(async (tx) => {
    await tx.insert(objects).values(
      rows.map((row) => ({
        id: row.objectId,
        schoolId: row.schoolId,
        key: row.filePath,
        purpose: "original" as const,
        state: "live" as const,
        size: row.fileSize,
      })),
    );
    await tx.insert(documents).values(rows);
  });
  return rows.map((row) => row.id);
}
