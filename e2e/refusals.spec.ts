import { PERMISSIONS } from "#lib/auth/permissions.ts";
import { expect, test } from "./fixtures/test.ts";
import { startWithoutProxy } from "./refusals/bare.ts";
import { builtActions, builtRoutes } from "./refusals/build.ts";
import { act, ask, type Called, type Caller, codeOf } from "./refusals/call.ts";
import type { ActionCase, PageCase, RequestCase } from "./refusals/case.ts";
import { FILE_ACTIONS } from "./refusals/cases/files.ts";
import { PAGES } from "./refusals/cases/pages.ts";
import { PEOPLE_ACTIONS } from "./refusals/cases/people.ts";
import { REQUESTS } from "./refusals/cases/requests.ts";
import { RUNNING_ACTIONS } from "./refusals/cases/running.ts";
import { type Snapshot, snapshotOf } from "./refusals/snapshot.ts";
import { makeWorld, type World } from "./refusals/world.ts";

const ACTIONS: Readonly<Record<string, ActionCase>> = {
  ...FILE_ACTIONS,
  ...PEOPLE_ACTIONS,
  ...RUNNING_ACTIONS,
};
const NOT_THERE = "00000000-0000-4000-8000-000000000000";
const FOREIGN = "https://evil.example";

let world: World;
let bare: Awaited<ReturnType<typeof startWithoutProxy>>;
/** The app as it is, and without its proxy. */
let doors: readonly string[];

test.beforeAll(async ({ installation }) => {
  test.setTimeout(180_000);
  world = await makeWorld(installation);
  bare = await startWithoutProxy(installation.settings);
  doors = [installation.baseUrl, bare.baseUrl];
});
test.afterAll(async () => {
  await bare?.stop();
});

/** All that must stand in no answer to a stranger: what the school named, its ids, and its keys. */
function expectNothingOfIt(answer: Called, sent: string, who: string): void {
  const { mark, school } = world;
  for (const hidden of [mark, ...FOLDERS.map((folder) => `${folder}/${school.id}`), "argon2"]) {
    if (!sent.includes(hidden)) expect(answer.text, `${who} is told of ${hidden}`).not.toContain(hidden);
  }
}
const FOLDERS = ["documents", "reports", "media", "thumbnails"];

/** Waits until what the worker was set to do is done: twice the same, and some time between. */
async function settled(): Promise<void> {
  let last: Snapshot | undefined;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await snapshotOf(world.installation, world.school.id);
        return before !== undefined && JSON.stringify([...before]) === JSON.stringify([...last]);
      },
      { intervals: [700], timeout: 60_000 },
    )
    .toBe(true);
}

/** Does all that is to be refused, and holds that nothing of the school is other than before. */
async function withoutEffect(work: () => Promise<void>): Promise<void> {
  const before = await snapshotOf(world.installation, world.school.id);
  await work();
  const after = await snapshotOf(world.installation, world.school.id);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    expect(after.get(name) ?? [], `rows of ${name}`).toEqual(before.get(name) ?? []);
  }
}

test("every action, handler and page of the build has a case here", () => {
  const { pages, handlers } = builtRoutes();
  expect(Object.keys(ACTIONS).toSorted()).toEqual(
    builtActions()
      .map(({ name }) => name)
      .toSorted(),
  );
  expect([...new Set(REQUESTS.map(({ route }) => route))].toSorted()).toEqual(handlers.toSorted());
  expect(Object.keys(PAGES).toSorted()).toEqual(pages.toSorted());
});

for (const action of builtActions().toSorted((one, other) => one.name.localeCompare(other.name))) {
  const known: ActionCase | undefined = ACTIONS[action.name];
  if (known !== undefined) test(action.name, () => refuseAction(action, known));
}

type Action = ReturnType<typeof builtActions>[number];

/** All of them at the app as it is; without its proxy, those who tell a check in the page from one of the proxy. */
function outsidersAt(door: string): [string, Caller][] {
  const all = Object.entries(world.outsiders);
  return door === bare.baseUrl ? all.filter(([who]) => who === "nobody" || who === "suspended") : all;
}
const originsAt = (door: string) => (door === bare.baseUrl ? [FOREIGN] : [FOREIGN, "null", null]);

async function refuseAction(action: Action, its: ActionCase): Promise<void> {
  const args = await its.args(world);
  const sent = JSON.stringify(args);
  if (its.works || its.open) await settled();
  await withoutEffect(async () => {
    for (const door of doors) {
      const call = (who: Caller, origin?: string | null) => act(door, who, action, args, origin);
      for (const [who, caller] of outsidersAt(door)) {
        const answer = await call(caller);
        expectNothingOfIt(answer, sent, who);
        if (its.open) continue;
        expect(codeOf(answer), `${who}: ${answer.status} ${answer.text.slice(0, 300)}`).toBe(
          "unauthenticated",
        );
      }
      for (const origin of originsAt(door)) {
        const answer = await call(world.member("administrator"), origin);
        expectNothingOfIt(answer, sent, `origin ${origin}`);
        expect(codeOf(answer) ?? "foreign_origin", `origin ${origin}`).toBe("foreign_origin");
      }
      if (its.open) continue;
      const strange = await call(world.stranger);
      expectNothingOfIt(strange, its.echoes ? sent : "", "a stranger");
      if (!its.own) expect(codeOf(strange), strange.text.slice(0, 300)).not.toBe("ok");
      if (its.lacks === null) continue;
      const lacking = its.lacks === "school" ? "administrator" : its.lacks;
      const refused = await call(world.member(lacking));
      const code = codeOf(refused);
      const codes =
        its.lacks === "school"
          ? ["not_found"]
          : ["forbidden", "not_found", "message_not_found", "upload_closed"];
      expect(codes, `${its.lacks}: ${refused.text.slice(0, 300)}`).toContain(code);
    }
  });
  if (its.open || its.aside !== undefined) return;
  const who = its.by === "platform" ? world.platform : world.member("administrator");
  const answer = await act(world.installation.baseUrl, who, action, args);
  // What nobody is let do, nobody can be shown to be refused.
  expect(codeOf(answer), answer.text.slice(0, 600)).toBe(its.answers ?? "ok");
  if (its.works) await settled();
}

for (const its of REQUESTS) test(`${its.method} ${its.route}`, () => refuseRequest(its));

async function refuseRequest(its: RequestCase): Promise<void> {
  const path = await its.at(world);
  const given = await its.body?.(world);
  const isForm = given instanceof FormData;
  const sent = path + (isForm ? "" : JSON.stringify(given ?? ""));
  const body = given === undefined || isForm ? given : JSON.stringify(given);
  const json = { ...(body !== undefined && !isForm && { "content-type": "application/json" }) };
  const call = (door: string, who: Caller, origin: string | null = new URL(door).origin) =>
    ask(door, who, path, {
      method: its.method,
      headers: { ...json, ...(origin !== null && who.token === undefined && { origin }) },
      body,
    });
  if (its.works) await settled();
  const { without } = its;
  const poor = without && (await world.token(PERMISSIONS.filter((each) => each !== without)));
  await withoutEffect(async () => {
    for (const door of doors) {
      const spent = its.by === "token" ? Object.entries(world.spentTokens) : [];
      for (const [who, caller] of [...outsidersAt(door), ...spent]) {
        const answer = await call(door, caller);
        expectNothingOfIt(answer, sent, who);
        if (its.open) continue;
        expect([303, 307, 401, 404], `${who}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
        if (its.by === "token") expect(answer.status, who).toBe(401);
      }
      if (its.open) continue;
      if (its.method !== "GET") {
        for (const origin of originsAt(door)) {
          const answer = await call(door, world.member("administrator"), origin);
          expect(answer.status, `origin ${origin}: ${answer.text.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
          expectNothingOfIt(answer, sent, `origin ${origin}`);
        }
      }
      const strange = await call(door, its.by === "token" ? world.strangerToken : world.stranger);
      expectNothingOfIt(strange, "", "a stranger");
      if (!its.own) expect([400, 403, 404, 409, 422], strange.text.slice(0, 300)).toContain(strange.status);
      if (its.lacks !== undefined) {
        const role = its.lacks === "school" ? "administrator" : its.lacks;
        const refused = await call(door, world.member(role));
        expect([200, 403, 404], refused.text.slice(0, 300)).toContain(refused.status);
        if (refused.status === 200) expect(refused.text).toContain('"code":"forbidden"');
      }
      if (poor !== undefined) {
        const refused = await call(door, poor);
        expect([403, 404], `${refused.status} ${refused.text.slice(0, 300)}`).toContain(refused.status);
      }
    }
  });
  if (its.open || its.aside !== undefined) return;
  const who = its.by === "token" ? world.erp : world.member("administrator");
  const answer = await call(world.installation.baseUrl, who);
  expect(its.status ? [its.status] : [200, 201, 204, 302, 303], answer.text.slice(0, 600)).toContain(
    answer.status,
  );
  if (its.works) await settled();
}

test("no handler answers a method that has no case", async () => {
  const { handlers } = builtRoutes();
  for (const route of handlers) {
    const cases = REQUESTS.filter((one) => one.route === route);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
      if (cases.some((one) => one.method === method)) continue;
      const path = route.replace(/\[+[^/]*?\]+/g, NOT_THERE);
      const answer = await ask(world.installation.baseUrl, world.erp, path, { method });
      expect([404, 405], `${method} ${route}: ${answer.status}`).toContain(answer.status);
    }
  }
});

for (const [route, its] of Object.entries(PAGES)) test(`page ${route}`, () => refusePage(route, its));

/** As the router asks for a page that it is about to show, or might. */
const ROUTED: readonly Record<string, string>[] = [
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
];

/** Asks for a page, and once more under the address with a checksum that Next gives the router's requests. */
async function askPage(door: string, who: Caller, path: string, headers = {}): Promise<Called> {
  const answer = await ask(door, who, path, { headers });
  const again = answer.location?.includes("_rsc") ? answer.location : null;
  return again === null ? answer : ask(door, who, again, { headers });
}

/** All that an address of a page answers to whom it is not for, however it is asked. */
async function askAllWays(door: string, who: Caller, path: string): Promise<Called[]> {
  const [pathname = "", query] = path.split("?");
  const behind = query === undefined ? "" : `?${query}`;
  const answers: Called[] = [];
  for (const headers of ROUTED) answers.push(await askPage(door, who, path, headers));
  for (const written of [".rsc", ".segments/_tree.segment.rsc"]) {
    answers.push(await ask(door, who, `${pathname}${written}${behind}`));
  }
  return answers;
}

/** Answered as such, or, where the page had begun to come, told within it. */
const NOTHING_HERE = /<h1[^>]*>There is nothing here|"NEXT_HTTP_ERROR_FALLBACK;404"/;

async function refusePage(route: string, its: PageCase): Promise<void> {
  const path = (await its.at?.(world)) ?? route;
  await withoutEffect(async () => {
    for (const door of doors) {
      for (const [who, caller] of outsidersAt(door)) {
        const answer = await askPage(door, caller, path);
        expectNothingOfIt(answer, path, who);
        if (!its.open)
          expect(`${answer.location} ${answer.text}`, `${who}: ${answer.status}`).toContain("/sign-in");
      }
      for (const answer of await askAllWays(door, {}, path)) expectNothingOfIt(answer, path, "nobody");
      if (its.open) continue;
      const strange = [await askPage(door, world.stranger, path)];
      strange.push(...(await askAllWays(door, world.stranger, path)));
      for (const answer of strange) expectNothingOfIt(answer, "", "a stranger");
      if (its.lacks === null) continue;
      const refused = await askPage(
        door,
        world.member(its.lacks === "school" ? "administrator" : its.lacks),
        path,
      );
      const gone = refused.status === 404 || NOTHING_HERE.test(refused.text);
      expect(gone, `${its.lacks} on ${path}: ${refused.status}`).toBe(true);
    }
  });
  if (its.open) return;
  const who = its.lacks === "school" ? world.platform : world.member("administrator");
  const answer = await askPage(world.installation.baseUrl, who, path);
  expect(answer.status).toBe(200);
  expect(answer.text).not.toMatch(NOTHING_HERE);
}
