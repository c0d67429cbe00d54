import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { config } from "#lib/config.ts";
import { publicConfigured } from "#lib/env.ts";
import type { Logo } from "#lib/logo/types.ts";
import { publicUrl } from "#lib/storage/client.ts";

/** The logo of the actor's school, which everybody may see; null where it has none. */
export async function schoolLogo(actor: Actor): Promise<Logo | null> {
  const [row] = await database()
    .select({
      key: objects.key,
      state: objects.state,
      wantedAt: schoolLogos.wantedAt,
      madeAt: schoolLogos.madeAt,
      problem: schoolLogos.problem,
    })
    .from(schoolLogos)
    .innerJoin(objects, eq(objects.id, schoolLogos.objectId))
    .where(eq(schoolLogos.schoolId, actor.schoolId));
  if (row === undefined) return null;
  const { madeAt } = row;
  const address = madeAt !== null && row.state === "live" ? publicUrl(row.key) : null;
  const failed = row.problem !== null;
  return {
    // The key stays the same; caches must not show the last one for the new one.
    url: address === null || madeAt === null ? null : `${address}?v=${madeAt.getTime().toString(36)}`,
    making: !failed && row.state !== "deleting" && madeAt?.getTime() !== row.wantedAt.getTime(),
    failed,
    removing: row.state === "deleting",
  };
}

/** What a school's logo is to be made of; null where nothing is to be made. */
export async function findLogoSource(schoolId: string) {
  const [row] = await database()
    .select({
      objectId: schoolLogos.objectId,
      logoKey: objects.key,
      wantedAt: schoolLogos.wantedAt,
      madeAt: schoolLogos.madeAt,
      problem: schoolLogos.problem,
      state: objects.state,
      key: documents.filePath,
      size: documents.fileSize,
      contentType: documents.contentType,
    })
    .from(schoolLogos)
    .innerJoin(objects, eq(objects.id, schoolLogos.objectId))
    .leftJoin(
      documents,
      and(
        eq(documents.id, schoolLogos.documentId),
        eq(documents.schoolId, schoolLogos.schoolId),
        eq(documents.status, "ready"),
        eq(documents.restricted, false),
      ),
    )
    .where(eq(schoolLogos.schoolId, schoolId));
  if (row === undefined || row.state === "deleting" || row.problem !== null) return null;
  return row.madeAt?.getTime() === row.wantedAt.getTime() ? null : row;
}

/** Whether a logo can be shown at all: it stands in the public bucket. */
export function logoPossible(): boolean {
  return publicConfigured(config());
}
