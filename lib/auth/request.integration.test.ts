import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { recordAlone } from "#lib/audit/mutations.ts";
import { sealSession, sessionCookie, unsealSession } from "#lib/auth/cookie.ts";
import { closeSession } from "#lib/auth/mutations.ts";
import { actorFromRequest } from "#lib/auth/request.ts";
import { config } from "#lib/config.ts";
import { PEER_ADDRESS_HEADER } from "#lib/http/origin.ts";
import { log } from "#lib/log.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

const HOST = "docs.example.org";
let school: TestSchool;
let cookie: string;
let token: string;
beforeAll(async () => {
  school = await buildSchool();
  cookie = `other=1; ${sessionCookie().name}=${await sealSession(school.teacher.sessionId ?? "")}; last=2`;
  token = (await school.token("documents:read")).token;
});

type Headers = Record<string, string>;
const whoCalls = (method: string, headers: Headers) =>
  actorFromRequest(
    new Request(`http://${HOST}/api/v1/documents`, { method, headers: { host: HOST, ...headers } }),
  ).then(
    (actor) => actor.via,
    (error: { code: string }) => error.code,
  );

describe("a caller with a session cookie", () => {
  test.each(["GET", "HEAD", "OPTIONS"])("may %s from anywhere: it changes nothing", async (method) => {
    expect(await whoCalls(method, { cookie })).toBe("session");
    expect(await whoCalls(method, { cookie, origin: "https://evil.example" })).toBe("session");
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("may %s only from our own page", async (method) => {
    expect(await whoCalls(method, { cookie, origin: `http://${HOST}` })).toBe("session");
    for (const origin of [
      "https://evil.example",
      "null",
      `http://${HOST}:8080`,
      `http://${HOST}.evil.example`,
    ]) {
      expect(await whoCalls(method, { cookie, origin })).toBe("foreign_origin");
    }
    expect(await whoCalls(method, { cookie })).toBe("foreign_origin");
  });

  test("is unknown once the session is closed", async () => {
    const person = await school.person("viewer");
    const own = `${sessionCookie().name}=${await sealSession(person.sessionId ?? "")}`;
    expect(await whoCalls("GET", { cookie: own })).toBe("session");
    await closeSession(person);
    expect(await whoCalls("GET", { cookie: own })).toBe("unauthenticated");
  });

  test("is unknown with a cookie that was made up, altered or sealed with another secret", async () => {
    const sealed = await sealSession(school.teacher.sessionId ?? "");
    const before = config().NEXTAUTH_SECRET;
    config().NEXTAUTH_SECRET = "another secret that is long enough too";
    const foreign = await sealSession(school.teacher.sessionId ?? "");
    config().NEXTAUTH_SECRET = before;
    for (const value of [
      "",
      "x",
      `${sealed.slice(0, -3)}AAA`,
      foreign,
      school.teacher.sessionId ?? "",
      "%%%",
    ]) {
      expect(await whoCalls("GET", { cookie: `${sessionCookie().name}=${value}` })).toBe("unauthenticated");
    }
    expect(sealed).not.toContain(school.teacher.sessionId);
    expect(await unsealSession(sealed)).toBe(school.teacher.sessionId);
  });
});

describe("a caller with a token", () => {
  test("needs no origin", async () => {
    for (const method of ["GET", "POST", "DELETE"]) {
      expect(await whoCalls(method, { authorization: `Bearer ${token}` })).toBe("token");
      expect(await whoCalls(method, { authorization: `bearer  ${token}`, origin: "null" })).toBe("token");
    }
  });

  test("is the token's account even with a cookie", async () => {
    expect(await whoCalls("POST", { authorization: `Bearer ${token}`, cookie })).toBe("token");
  });

  test.each(["", "Bearer", "Bearer ", "Bearer x", "Basic dXNlcjpwYXNz", "Bearer ath_x y", "Token x"])(
    "is unknown with %j, and a cookie does not help",
    async (authorization) => {
      expect(await whoCalls("GET", { authorization, cookie })).toBe("unauthenticated");
    },
  );
});

test("nobody is nobody", async () => {
  expect(await whoCalls("GET", {})).toBe("unauthenticated");
});

test("the audit gets the address of the socket, not the one a client made up", async () => {
  const headers = {
    host: HOST,
    authorization: `Bearer ${token}`,
    [PEER_ADDRESS_HEADER]: "198.51.100.7",
    "x-forwarded-for": "203.0.113.9",
  };
  const actor = await actorFromRequest(new Request(`http://${HOST}/`, { headers }));
  expect(actor.origin.ip).toBe("198.51.100.7");
});

test("a bad token and a foreign origin are in the log, without the token", async () => {
  const warn = vi.spyOn(log, "warn").mockImplementation(() => {});
  const peer = { [PEER_ADDRESS_HEADER]: "198.51.100.7", "x-request-id": "id-of-this-one" };
  await whoCalls("GET", { authorization: "Bearer ath_made-up", ...peer });
  await whoCalls("POST", { cookie, origin: "https://evil.example", ...peer });
  const where = { ip: "198.51.100.7", requestId: "id-of-this-one" };
  expect(warn.mock.calls).toEqual([
    [where, "a bearer token that is nobody's"],
    [where, "a session used from a foreign origin"],
  ]);
  warn.mockRestore();
});

describe("what a program says of its request", () => {
  const said = {
    "athena-on-behalf-of": encodeURIComponent("Zoë Muñoz"),
    "athena-purpose": "Traslado",
  };
  const call = (headers: Headers) =>
    actorFromRequest(new Request(`http://${HOST}/api/v1/documents`, { headers: { host: HOST, ...headers } }));

  test("stands in the audit beside what is known", async () => {
    const actor = await call({ ...said, authorization: `Bearer ${token}` });
    await recordAlone(actor, { action: "document.viewed", details: { filename: "a.pdf", purpose: "known" } });
    const [event] = await database()
      .select({ details: auditEvents.details })
      .from(auditEvents)
      .where(eq(auditEvents.requestId, actor.origin.requestId));
    expect(event?.details).toEqual({ on_behalf_of: "Zoë Muñoz", filename: "a.pdf", purpose: "known" });
  });

  test("is believed of tokens alone, and refused where it cannot be read", async () => {
    expect((await call({ ...said, cookie })).origin.said).toBeUndefined();
    const wrong = call({ "athena-purpose": "%ff", authorization: `Bearer ${token}` });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid_request",
      details: { field: "Athena-Purpose" },
    });
  });
});
