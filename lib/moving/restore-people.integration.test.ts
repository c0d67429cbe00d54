import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { findMember, firstSchool } from "#lib/auth/data.ts";
import { restorePerson } from "#lib/moving/restore-people.mutations.ts";
import { buildSchool, insertPerson } from "#lib/testing/school.ts";

test("who was suspended or removed there is so here, although they have an account of their own", async () => {
  const { administrator } = await buildSchool();
  for (const [state, column] of [
    [{ suspended: true, left: false }, "suspendedAt"],
    [{ suspended: false, left: true }, "leftAt"],
  ] as const) {
    const { id, email } = await insertPerson("hash of a password");
    const person = {
      id: crypto.randomUUID(),
      kind: "person" as const,
      email,
      name: "Pat Person",
      role: "administrator" as const,
      restricted_read: false,
      locale: null,
      picture: null,
      ...state,
    };
    expect((await restorePerson(administrator, "there", person)).id).toBe(id);
    const [row] = await database()
      .select()
      .from(memberships)
      .where(and(eq(memberships.schoolId, administrator.schoolId), eq(memberships.userId, id)));
    expect(row?.[column]).not.toBeNull();
    expect(await findMember(administrator.schoolId, id)).toBeNull();
    expect(await firstSchool(id)).toBeNull();
  }
});
