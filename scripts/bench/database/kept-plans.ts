import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { changedPlans, readPlans, writePlans } from "#scripts/bench/database/plan.ts";
import { type Figure, once } from "#scripts/bench/figure.ts";
import { PROJECT_ROOT } from "#scripts/start/project.ts";

const FOLDER = path.join(PROJECT_ROOT, "scripts", "bench", "plans");

/** Of as many rows as these the plans are kept: with fewer, PostgreSQL rightly goes other ways. */
const fileOf = (rows: number) => path.join(FOLDER, `${rows}.txt`);

/** Compares the plans with those that are kept for so many rows, or keeps them. */
export function comparePlans(
  plans: ReadonlyMap<string, readonly string[]>,
  rows: number,
  keep: boolean,
): Figure[] {
  const file = fileOf(rows);
  if (keep) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, writePlans(plans));
  }
  if (!existsSync(file)) return [];
  const changed = changedPlans(readPlans(readFileSync(file, "utf8")), plans);
  return [
    {
      name: "query plans that are not as they are kept",
      unit: `of ${plans.size}`,
      ours: once(changed.length),
      bar: { of: "middle", atMost: 0 },
      ...(changed.length > 0 && { note: changed.join("; ") }),
    },
  ];
}
