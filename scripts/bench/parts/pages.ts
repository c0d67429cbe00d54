import { type Figure, once, spreadOf } from "#scripts/bench/figure.ts";
import { MIB, onApp } from "#scripts/bench/on-app.ts";
import { fillRows, newestOf } from "#scripts/bench/pages/fill.ts";
import { type Asked, type Load, loadOf } from "#scripts/bench/pages/load.ts";
import { type Skeleton, startSkeleton } from "#scripts/bench/pages/skeleton.ts";
import { cookiesOf, tokensOf } from "#scripts/bench/pages/visitors.ts";
import type { Measure } from "#scripts/bench/parts.ts";
import type { Place } from "#scripts/bench/place.ts";
import { heldBy } from "#scripts/bench/process-cost.ts";

const DOCUMENTS = 10_000;
const TOKENS = 40;
const ROUNDS = 5;
const SECONDS = 2;
const WARM_UP_SECONDS = 3;
/** What the documents page must reach of the bare page that renders the same rows. */
const SHARE = 0.8;
/** Of load for the memory; how many pages that is hangs on the machine, and is told. */
const MEMORY_SECONDS = 60;
const NEWEST = "Enrolment form Ruiz 1.pdf";

type Pair = { name: string; ours: Asked; peer: { name: string; asked: Asked }; share?: number };

/** Ours and the peer's in turns, after both have run for a while: code that runs for the first times is not compiled. */
async function compare({ name, ours, peer, share }: Pair): Promise<Figure[]> {
  const found: [Load[], Load[]] = [[], []];
  for (const asked of [ours, peer.asked]) await loadOf(asked, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    found[0].push(await loadOf(ours, SECONDS));
    found[1].push(await loadOf(peer.asked, SECONDS));
  }
  const perSecond = (loads: Load[]) => spreadOf(loads.map((load) => load.perSecond));
  const latency = (loads: Load[]) => spreadOf(loads.flatMap(({ latencies }) => latencies));
  return [
    {
      name,
      unit: "req/s",
      ours: perSecond(found[0]),
      peer: { name: peer.name, spread: perSecond(found[1]) },
      ...(share !== undefined && { bar: { of: "ratio", atLeast: share } as const }),
    },
    {
      name: `${name}: each`,
      unit: "ms",
      ours: latency(found[0]),
      peer: { name: peer.name, spread: latency(found[1]) },
    },
  ];
}

async function pairsOf(place: Place, skeleton: Skeleton): Promise<Pair[]> {
  const cookie = await cookiesOf(place);
  const tokens = await tokensOf(place, TOKENS);
  const id = await newestOf(place);
  const page = (path: string, has: string): Asked => ({
    url: place.baseUrl + path,
    headers: () => ({ cookie }),
    has,
  });
  const bare = { name: "a bare page with the same rows", asked: { url: skeleton.baseUrl, has: NEWEST } };
  const list = { name: "a bare handler", asked: { url: `${skeleton.baseUrl}/list`, has: NEWEST } };
  const bearer = (at: number) => ({ authorization: `Bearer ${tokens[at % TOKENS]}` });
  return [
    { name: "/documents", ours: page("/documents", NEWEST), peer: bare, share: SHARE },
    { name: "/documents with one open", ours: page(`/documents?open=${id}`, NEWEST), peer: bare },
    { name: "/usage", ours: page("/usage", "<h1"), peer: bare },
    { name: "/sign-in", ours: { url: `${place.baseUrl}/sign-in`, has: "<form" }, peer: bare },
    {
      name: "GET /api/v1/documents",
      ours: { url: `${place.baseUrl}/api/v1/documents?limit=50`, headers: bearer, has: NEWEST },
      peer: list,
    },
  ];
}

/** Memory of the app beyond that before, while pages are asked for: after each quarter of the time. */
async function memoryOf({ pid }: Place, pages: readonly Asked[]): Promise<Figure> {
  const before = heldBy(pid);
  const grown: number[] = [];
  let drawn = 0;
  for (let quarter = 0; quarter < 4; quarter += 1) {
    for (const asked of pages)
      drawn += (await loadOf(asked, MEMORY_SECONDS / 4 / pages.length)).latencies.length;
    grown.push((heldBy(pid) - before) / MIB);
  }
  const quarters = grown.map((one) => one.toFixed(0)).join(", ");
  return {
    name: "memory of the app beyond that before, with more pages",
    unit: "MiB",
    ours: once(grown.at(-1) ?? 0),
    note: `${drawn} pages, an hour of ${Math.round(drawn / 60)} a minute; before ${(before / MIB).toFixed(0)} MiB; after each quarter ${quarters}`,
  };
}

/** Requests a second over eight connections, of pages and of the API, beside a bare Next app on the same database. */
export const measure: Measure = () =>
  onApp(async (place) => {
    await fillRows(place, DOCUMENTS);
    const skeleton = await startSkeleton(place.env.DATABASE_URL ?? "", place.schoolId);
    try {
      const pairs = await pairsOf(place, skeleton);
      const figures: Figure[] = [];
      for (const pair of pairs) figures.push(...(await compare(pair)));
      const pages = pairs.slice(0, 3).map(({ ours }) => ours);
      return [...figures, await memoryOf(place, pages)];
    } finally {
      await skeleton.stop();
    }
  });
