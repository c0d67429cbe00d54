import { v4 } from "uuid";
import type { Kind } from "#lib/documents/constants.ts";
import { keySafeName } from "#lib/storage/filename.ts";

export type KeyParts = {
  kind: Kind;
  schoolId: string;
  filename: string;
  year: number;
  reportType: string | null;
  messageId: string | null;
};

/**
 * A new object key (DESIGN, "Kinds and keys"). Made by the server alone; 122 random bits in each keep it from being
 * guessed. A report's type must be a slug already.
 */
export function newObjectKey(parts: KeyParts): string {
  const random = v4();
  const name = keySafeName(parts.filename);
  switch (parts.kind) {
    case "document":
      return `documents/${parts.schoolId}/${parts.year}/${random}_${name}`;
    case "report":
      return `reports/${parts.schoolId}/${parts.reportType ?? "report"}/${parts.year}/${random}.pdf`;
    case "media":
      return `media/${parts.schoolId}/${random}_${name}`;
    case "attachment":
      return `attachments/${parts.messageId ?? "none"}/${random}_${name}`;
  }
}

/**
 * The key of a published copy, in the public bucket: another one each time, so that a link that was taken back stays
 * dead, and none that tells where the file itself is.
 */
export function newPublicKey(schoolId: string, filename: string): string {
  return `media/${schoolId}/${v4()}_${keySafeName(filename)}`;
}

/** The key of a school's logo, in the public bucket: the one key that never changes (DESIGN, "Kinds and keys"). */
export function logoKey(schoolId: string): string {
  return `media/${schoolId}/logo.png`;
}

/** The key of a document's thumbnail; another one each time, as all keys are. */
export function newThumbnailKey(schoolId: string, documentId: string): string {
  return `${thumbnailFolder(schoolId)}${documentId}/${v4()}.webp`;
}

/** The key of a person's picture; another one each time. */
export function newPictureKey(userId: string): string {
  return `${pictureFolder(userId)}avatar_${v4()}.jpg`;
}

/** Where a person's pictures are, and no other person's. */
export function pictureFolder(userId: string): string {
  return `profiles/${userId}/`;
}

/** Where the thumbnails of a school are, and no other school's. */
export function thumbnailFolder(schoolId: string): string {
  return `thumbnails/${schoolId}/`;
}

const SEAL_COPY =
  /^audit\/(?:installation|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/\d{12}_[0-9a-f]{64}\.json$/;

/** Where the heads of a chain of the audit are kept; null is the installation's own. */
export function sealFolder(schoolId: string | null): string {
  return `audit/${schoolId ?? "installation"}/`;
}

/** The key of a copied head: in the order of the seals, and telling all that a comparison needs. */
export function sealCopyKey(schoolId: string | null, number: number, head: Buffer): string {
  return `${sealFolder(schoolId)}${String(number).padStart(12, "0")}_${head.toString("hex")}.json`;
}

/** Number and head that a key of `sealCopyKey` tells; null for any other key. */
export function readSealCopyKey(key: string): { number: number; head: string } | null {
  if (!SEAL_COPY.test(key)) return null;
  const [number = "", head = ""] = key.slice(key.lastIndexOf("/") + 1, -".json".length).split("_");
  return { number: Number(number), head };
}
