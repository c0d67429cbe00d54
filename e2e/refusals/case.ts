import type { Permission, Role } from "#lib/auth/permissions.ts";
import type { Form } from "./call.ts";
import type { World } from "./world.ts";

/** How one server action is called, and who is to be refused. */
export type ActionCase = {
  /** What it is called with: good for who may, and about the school's own things. */
  args: (world: World) => readonly unknown[] | Form | Promise<readonly unknown[] | Form>;
  /** Who may not, though a member; null where every member may. `platform` is for who looks after the installation. */
  lacks: Role | "school" | null;
  /** About the caller's own school or person alone: a stranger is answered about their own, or that there is nothing. */
  own?: true;
  /** For anybody: what one gets by it is judged in tests of its own. */
  open?: true;
  /** An answer may say the ids again that were asked about. */
  echoes?: true;
  /** What the one who may is answered where that is not `ok`. */
  answers?: string;
  /** Who may, where the administrator is the wrong one. */
  by?: "platform";
  /** Why nobody calls it here who may. */
  aside?: string;
  /** Sets the worker to work: what comes of it is waited for. */
  works?: true;
};

export type ActionCases = Readonly<Record<string, ActionCase>>;

/** A request to a handler: who is let in by what, and who is not. */
export type RequestCase = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Its address as the build has it. */
  route: string;
  at: (world: World) => string | Promise<string>;
  body?: (world: World) => unknown;
  /** By a browser's session or by a token of the HTTP API. */
  by: "session" | "token";
  /** The permission without which a token is refused. */
  without?: Permission;
  /** Who may not, though a member; see `ActionCase`. */
  lacks?: Role | "school";
  own?: true;
  open?: true;
  aside?: string;
  works?: true;
  /** What the one who may is answered, where that is no success. */
  status?: number;
};

/** A page: who does not see it though a member, and where it is. */
export type PageCase = {
  at?: (world: World) => string | Promise<string>;
  lacks: Role | "school" | null;
  own?: true;
  open?: true;
};
