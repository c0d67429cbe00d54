import type { Actor } from "#lib/auth/actor.ts";
import { type Permission, permissionFor } from "#lib/auth/permissions.ts";
import { KINDS, type Kind } from "#lib/documents/constants.ts";

/** The kinds of file that the actor may read. */
export function readableKinds(actor: Actor): Kind[] {
  return KINDS.filter((kind) => actor.can(permissionFor(kind, "read")));
}

/** Whether a file is there for the actor as far as its record class goes: `ofClearance` of a row that is at hand. */
export function isCleared(actor: Pick<Actor, "can">, file: { restricted: boolean }): boolean {
  return !file.restricted || actor.can("restricted:read");
}

/** Whether a file that is in the trash is there for the reader: who may delete only their own sees only their own. */
export function trashShows(
  reader: Pick<Actor, "userId" | "can">,
  file: { kind: Kind; uploadedBy: string },
): boolean {
  return file.uploadedBy === reader.userId || reader.can(permissionFor(file.kind, "delete"));
}

/** A permission by which the actor may delete some files, be it only their own; one they lack where there is none. */
export function anyDeletePermission(actor: Actor): Permission {
  const all = KINDS.flatMap((kind) => [permissionFor(kind, "delete"), permissionFor(kind, "delete_own")]);
  return all.find((permission) => actor.can(permission)) ?? "documents:delete_own";
}

/** A permission by which the actor may write some files; one they lack where there is none. */
export function anyWritePermission(actor: Actor): Permission {
  const all = KINDS.map((kind) => permissionFor(kind, "write"));
  return all.find((permission) => actor.can(permission)) ?? "documents:write";
}

/** The permission that deleting this file takes of this actor: their own files need less. */
export function deletePermission(actor: Actor, file: { kind: Kind; uploadedBy: string }): Permission {
  const own = permissionFor(file.kind, "delete_own");
  return file.uploadedBy === actor.userId && actor.can(own) ? own : permissionFor(file.kind, "delete");
}

/** Whether the actor may delete, and restore, this file. */
export function mayDelete(actor: Actor, file: { kind: Kind; uploadedBy: string }): boolean {
  return actor.can(deletePermission(actor, file));
}

/**
 * What renaming this file takes of this actor: to write files of its kind and, for another's, to delete them. Whoever
 * has a say in their own files alone has none in what others' are called.
 */
export function editPermissions(actor: Actor, file: { kind: Kind; uploadedBy: string }): Permission[] {
  const write = permissionFor(file.kind, "write");
  return file.uploadedBy === actor.userId ? [write] : [write, permissionFor(file.kind, "delete")];
}

/** Whether the actor may rename this file. */
export function mayEdit(actor: Actor, file: { kind: Kind; uploadedBy: string }): boolean {
  return editPermissions(actor, file).every((permission) => actor.can(permission));
}
