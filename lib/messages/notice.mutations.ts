import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Has the actor told of messages by mail from now on, or not.
 * @throws {AppError} `forbidden` for anything but a person.
 */
export async function setWantsMail(actor: Actor, wants: boolean): Promise<void> {
  if (actor.via !== "session") throw new AppError("forbidden");
  await database().update(users).set({ messageMail: wants }).where(eq(users.id, actor.userId));
}
