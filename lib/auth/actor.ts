import "server-only";
import type { Permission, Role } from "#lib/auth/permissions.ts";
import type { UploadRules } from "#lib/documents/school-policy.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

export type ActorFields = {
  userId: string;
  userName: string;
  userEmail: string | null;
  schoolId: string;
  schoolName: string;
  locale: string;
  timeZone: string;
  /** What the school has decided about the files that it takes. */
  uploadRules: UploadRules;
  role: Role;
  /** Whether they look after the installation itself; only ever of a person who is signed in. */
  platformAdmin: boolean;
  via: "session" | "token" | "job";
  sessionId: string | null;
  tokenId: string | null;
  /** When the session or token ends by itself; null where it does not. */
  accessEndsAt: Date | null;
  /** Whether they have shown who they are in the last minutes; nothing to ask tokens and jobs. */
  confirmedRecently: boolean;
  /** From when the school asks them for a second step that they have not set up yet; null where it does not. */
  secondFactorDue: Date | null;
  permissions: ReadonlySet<Permission>;
  origin: RequestOrigin;
};

// The fields of `ActorFields` are assigned all at once; declaring them twice would let the two drift apart.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Actor extends Readonly<ActorFields> {}

/**
 * Who is asking: the key to every read and write of the data layer. Its private field makes the type nominal, and
 * a lint rule lets only `lib/auth` call `mint`, so holding one proves that somebody was authenticated.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export class Actor {
  readonly #minted: true;

  private constructor(fields: ActorFields) {
    this.#minted = true;
    Object.assign(this, fields);
  }

  /** For `lib/auth` alone. */
  static mint(fields: ActorFields): Actor {
    const actor = new Actor(fields);
    Object.freeze(actor);
    return actor;
  }

  /** Whether `value` was minted here; what the data layer asks before anything else, so that it fails closed. */
  static is(value: unknown): value is Actor {
    return typeof value === "object" && value !== null && #minted in value && value.#minted;
  }

  can(permission: Permission): boolean {
    return this.permissions.has(permission);
  }
}
