import type { Role } from "#lib/auth/permissions.ts";
import type { Kind } from "#lib/documents/constants.ts";

/** What decides whether a member sees a file, each as the data layer itself answers it. */
export type SightFacts = {
  suspended: boolean;
  role: Role;
  /** Whether sight of restricted files was granted to them. */
  granted: boolean;
  kind: Kind;
  restricted: boolean;
  inTrash: boolean;
  uploaded: boolean;
  /** Whether restricted record classes keep it from them. */
  cleared: boolean;
  /** Whether it is no message's file, or one of a message that they wrote or got. */
  ofOwnMessage: boolean;
  readsKind: boolean;
  /** Whether their trash would show it. */
  trashShows: boolean;
};

/** Why somebody does not see a file. */
export type Obstacle = "suspended" | "restricted" | "message" | "kind" | "trash";

/** Why somebody sees a file: what lets them, and what besides is needed for this one. */
export type Ground = "role" | "wrote" | "got" | "administrator" | "granted" | "trashOwn" | "trashAll";

export type Sight = { sees: true; grounds: Ground[] } | { sees: false; obstacle: Obstacle };

/** Why a member sees a document, or does not. */
export type Explanation = {
  member: { id: string; name: string; role: Role };
  kind: Kind;
  /** The name of its record class, where that is restricted. */
  restrictedClass: string | null;
  sight: Sight;
};
