import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";

/** What is to be read to prove a document's checksum. For the worker, which acts for no person. */
export type UnprovenSource = { key: string; size: number };

/** The stored bytes of a document whose checksum is neither proven nor refuted; null for every other. */
export async function findUnproven(documentId: string): Promise<UnprovenSource | null> {
  const [row] = await database()
    .select({ key: documents.filePath, size: documents.fileSize })
    .from(documents)
    .where(
      and(
        eq(documents.id, documentId),
        isNull(documents.sha256VerifiedAt),
        isNull(documents.checksumFailedAt),
      ),
    );
  return row ?? null;
}
