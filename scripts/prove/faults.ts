import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runOut } from "#e2e/fixtures/parts.ts";
import type { Ground } from "#scripts/prove/ground.ts";
import { until } from "#scripts/prove/until.ts";
import type { Visit } from "#scripts/prove/visit.ts";

/** Does its harm once about half of a file has arrived; what it answers is said in the table. */
export type Fault = {
  name: string;
  /** Set up before the file is chosen. */
  before?: (ground: Ground, visit: Visit) => Promise<void>;
  /** Whether the same tab is given a small file besides, after the harm was done. */
  thenSmall?: boolean;
  inTheMiddle?: (ground: Ground, visit: Visit, path: string) => Promise<string>;
};

/** The one that takes a second build of the app. */
export const NEW_BUILD = "new build";
const CUT_MS = 15_000;
const PAUSE_MS = 60_000;

/** What can happen to an upload on its way; `anotherBuild` is the folder of a build that differs. */
export function faults(anotherBuild: string): Fault[] {
  return [
    { name: "nothing" },
    {
      name: "line cut",
      inTheMiddle: async ({ proxy }) => {
        proxy.cut();
        await delay(CUT_MS);
        proxy.mend();
        return `every connection dropped, none for ${CUT_MS / 1000} s`;
      },
    },
    {
      name: "busy store",
      before: async ({ proxy }) => {
        proxy.isBusy = (put) => put % 5 === 0;
      },
      inTheMiddle: async () => "503 for every fifth part",
    },
    {
      name: "old signatures",
      before: ({ installation, school }, { documents }) =>
        runOut(documents.page, installation, school.id, new Set([3, 9, 10, 20])),
      inTheMiddle: async () => "four parts signed 20 min ago, for 15",
    },
    {
      name: "reload",
      inTheMiddle: async (_ground, visit, path) => {
        await visit.documents.page.reload();
        await visit.documents.ready();
        await visit.chooseAgain(basename(path), path);
        return "and the same file chosen again";
      },
    },
    {
      name: "pause",
      inTheMiddle: async ({ proxy }, { documents }, path) => {
        await documents.tray.button(`Pause ${basename(path)}`).click();
        await until("it is held", async () =>
          (await documents.tray.title.textContent())?.startsWith("Paused"),
        );
        const before = proxy.taken;
        await delay(PAUSE_MS);
        const meanwhile = proxy.taken - before;
        await documents.tray.button(`Go on with ${basename(path)}`).click();
        return `${PAUSE_MS / 1000} s, ${meanwhile} parts sent meanwhile`;
      },
    },
    {
      name: NEW_BUILD,
      thenSmall: true,
      inTheMiddle: async (ground, visit) => {
        const loaded = await scriptsOf(visit);
        const begun = performance.now();
        await ground.restart(anotherBuild);
        const away = Math.round((performance.now() - begun) / 100) / 10;
        const gone = await missing(loaded);
        if (gone === 0) throw new Error("the new build has all scripts of the old one: nothing was proven");
        return `app away for ${away} s, ${gone} of the page's ${loaded.length} scripts gone`;
      },
    },
  ];
}

/** The addresses of all scripts that the page has fetched. */
async function scriptsOf({ documents }: Visit): Promise<string[]> {
  const all = await documents.page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name),
  );
  return [...new Set(all.filter((name) => /\/_next\/static\/.*\.js/.test(name)))];
}

async function missing(addresses: readonly string[]): Promise<number> {
  const answers = await Promise.all(addresses.map(async (address) => (await fetch(address)).ok));
  return answers.filter((ok) => !ok).length;
}
