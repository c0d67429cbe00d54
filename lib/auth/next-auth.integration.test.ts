import type { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import { GET, POST } from "#app/api/auth/[...nextauth]/route.ts";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { authOptions } from "#lib/auth/next-auth.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, insertPerson, opened, type TestSchool } from "#lib/testing/school.ts";

const PASSWORD = "correct horse battery";
const origin = { ...localOrigin("Browser"), ip: "192.0.2.44" };
const options = authOptions(origin, async () => null);
let school: TestSchool;
let email: string;
beforeAll(async () => {
  school = await buildSchool();
  const person = await insertPerson(await hashPassword(PASSWORD, []));
  await database().insert(memberships).values({ schoolId: school.id, userId: person.id, role: "viewer" });
  email = person.email;
});

const authorize = async (given: object): Promise<{ id: string } | null> => {
  const provider = options.providers[0] as unknown as { options: { authorize: (given: object) => never } };
  return provider.options.authorize(given);
};

describe("signing in by the callback", () => {
  test("takes the right password and opens a session", async () => {
    const user = await authorize({ email, password: PASSWORD, csrfToken: "x" });
    expect((await actorOfSession(user?.id ?? "", origin))?.schoolId).toBe(school.id);
  });

  test("lets nobody in, and says no more, whatever is sent instead of text", async () => {
    const odd: unknown[] = [undefined, null, 1, "", {}, [email], { toString: 1 }, "x".repeat(5000), "a\0b"];
    for (const one of odd) {
      expect(await authorize({ email: one, password: PASSWORD })).toBeNull();
      expect(await authorize({ email, password: one })).toBeNull();
    }
  });
});

test("after signing in, nobody is sent to another site", async () => {
  const baseUrl = "http://127.0.0.1:3000";
  const goes = async (url: string) => options.callbacks?.redirect?.({ url, baseUrl });
  expect(await goes("/trash?q=1")).toBe(`${baseUrl}/trash?q=1`);
  expect(await goes(`${baseUrl}/trash`)).toBe(`${baseUrl}/trash`);
  for (const url of [
    "https://evil.example/",
    "//evil.example",
    `${baseUrl}.evil.example/`,
    `${baseUrl}@evil.example/`,
    `${baseUrl}//evil.example`,
    "javascript:alert(1)",
    "",
  ]) {
    expect(await goes(url)).toBe(`${baseUrl}/documents`);
  }
});

test("signing out says in the audit from where", async () => {
  const sid = await opened(signIn(email, PASSWORD, origin));
  await options.events?.signOut?.({ token: { sid }, session: { expires: "" } });
  expect(await actorOfSession(sid, origin)).toBeNull();
  const events = await auditOf(school.id, "session.signed_out");
  expect(events.find((event) => event.sessionId === sid)).toMatchObject({
    ip: origin.ip,
    userAgent: "Browser",
  });
});

test.each([
  ["POST", "_log"],
  ["GET", "_log"],
  ["GET", "verify-request"],
  ["GET", "signout"],
  ["GET", "callback/credentials"],
  ["POST", "callback/email"],
  ["POST", "anything"],
])("%s /api/auth/%s is no door", async (method, path) => {
  const request = new Request(`http://127.0.0.1:3000/api/auth/${path}`, { method }) as NextRequest;
  const context = { params: Promise.resolve({ nextauth: path.split("/") }) };
  const answer = await (method === "GET" ? GET : POST)(request, context);
  expect(answer.status).toBe(404);
});
