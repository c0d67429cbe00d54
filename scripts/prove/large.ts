import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { residentOf } from "#scripts/prove/app-process.ts";
import type { Ground } from "#scripts/prove/ground.ts";
import { writeLargePicture } from "#scripts/prove/large-file.ts";
import { provenBytes, Visit } from "#scripts/prove/visit.ts";

/** Milliseconds that the page was busy or showed nothing new, as the page itself has measured them. */
type Responsiveness = { longestTask: number; tasks: number; slowestFrames: number; longestFrame: number };

type Measures = { tasks: number[]; frames: number[] };

/** Runs in the page: notes every task over 50 ms, and the time between each two frames. */
function measure(): void {
  const measures: Measures = { tasks: [], frames: [] };
  (window as unknown as { measures: Measures }).measures = measures;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measures.tasks.push(duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  const frame = (now: number) => {
    measures.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function responsiveness({ documents }: Visit): Promise<Responsiveness> {
  const { tasks, frames } = await documents.page.evaluate(
    () => (window as unknown as { measures: Measures }).measures,
  );
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    longestTask: Math.round(Math.max(0, ...tasks)),
    tasks: tasks.length,
    slowestFrames: Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
    longestFrame: Math.round(sorted.at(-1) ?? 0),
  };
}

/** Seconds of work that each process which draws a page has done, by its id. */
async function renderers({ browser }: Ground): Promise<Map<number, number>> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  return new Map(
    processInfo.filter(({ type }) => type === "renderer").map(({ id, cpuTime }) => [id, cpuTime]),
  );
}

/** The one of them that has worked most since: the tab's, for there are spare ones. */
async function busiest(ground: Ground, before: ReadonlyMap<number, number>): Promise<number> {
  const worked = [...(await renderers(ground))].map(([id, time]) => ({
    id,
    time: time - (before.get(id) ?? 0),
  }));
  const [most] = worked.toSorted((a, b) => b.time - a.time);
  if (most === undefined) throw new Error("no process draws the tab");
  return most.id;
}

/** Bytes in memory before and at most. */
export type Memory = { idle: number; peak: number };

function follow(memory: Memory, now: number): void {
  memory.peak = Math.max(memory.peak, now);
}

/** Uploads one file of `size` bytes through the browser and says how the tab and the app took it. */
export async function proveLarge(ground: Ground, size: number) {
  const name = "large.png";
  const path = join(ground.folder, name);
  const sha256 = await writeLargePicture(path, size);
  ground.proxy.forget();
  const visit = await Visit.begin(ground);
  try {
    await visit.documents.page.evaluate(measure);
    const before = await renderers(ground);
    const now = ground.app().memory;
    const app: Memory = { idle: now, peak: now };
    const tabs = new Map(
      [...before.keys()].map((id): [number, Memory] => {
        const idle = residentOf(id);
        return [id, { idle, peak: idle }];
      }),
    );
    const begun = performance.now();
    await visit.choose(path);
    const stored = { done: false };
    const arrival = visit.stored(1, 30 * 60_000).finally(() => {
      stored.done = true;
    });
    while (!stored.done) {
      for (const [id, memory] of tabs) follow(memory, residentOf(id));
      follow(app, ground.app().memory);
      await delay(500);
    }
    await arrival;
    const seconds = (performance.now() - begun) / 1000;
    const answers = await responsiveness(visit);
    const tab = tabs.get(await busiest(ground, before));
    return {
      ...answers,
      seconds,
      tab,
      app,
      parts: ground.proxy.parts.size,
      exact: (await provenBytes(ground, name)) === sha256,
    };
  } finally {
    await visit.context.close();
    await rm(path, { force: true });
  }
}
