import type { StoredKind } from "#lib/usage/constants.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PLACE = new RegExp(`^(documents|reports|media|thumbnails|profiles|attachments)/(${UUID})/`);

const KIND_OF_FOLDER: Readonly<Record<string, StoredKind>> = {
  documents: "document",
  reports: "report",
  media: "media",
  thumbnails: "thumbnail",
  profiles: "profile",
  attachments: "attachment",
};

/**
 * What a key says of its object (DESIGN, "Kinds and keys"): of which kind it is and whose. An attachment's key names its
 * message and a picture's its person, so their school is null here, and so is everything of a key that is not a file's.
 */
export function keyOwner(key: string): { kind: StoredKind | null; schoolId: string | null } {
  const [, folder = "", owner = ""] = PLACE.exec(key) ?? [];
  const kind = KIND_OF_FOLDER[folder] ?? null;
  const isOfSchool = kind !== null && kind !== "attachment" && kind !== "profile";
  return { kind, schoolId: isOfSchool ? owner : null };
}
