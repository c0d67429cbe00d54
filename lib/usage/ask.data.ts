import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, authorizePlatform } from "#lib/auth/authorize.ts";
import type { Day } from "#lib/usage/days.ts";
import { dayRows, type RowsBy, type RowsOf, type Sight, totalRows } from "#lib/usage/rows.data.ts";
import { type DayFigures, daySeries } from "#lib/usage/series.ts";
import type { UsageScope, UsageTotals } from "#lib/usage/types.ts";

/**
 * Whose rows the actor may see.
 * @throws {AppError} `forbidden`; `not_found` for all schools' where the actor does not look after the installation.
 */
export async function rowsFor(actor: Actor, scope: UsageScope): Promise<RowsOf> {
  if (scope === "platform") {
    await authorizePlatform(actor);
    return "all";
  }
  await authorize(actor, "usage:read");
  return { schoolId: actor.schoolId };
}

/** Whether the actor's figures count restricted files: of all schools they always do, for they name none. */
export const sightOf = (actor: Actor, scope: UsageScope): Sight => ({
  restricted: scope === "platform" || actor.can("restricted:read"),
});

export const NO_TOTALS: UsageTotals = {
  bytes: 0,
  objects: 0,
  trashBytes: 0,
  trashObjects: 0,
  versionBytes: 0,
  versionObjects: 0,
  storedBytes: 0,
  storedObjects: 0,
};

export type Known = { totals: UsageTotals; days: DayFigures[] };

/** What is held now and each day from `from` to `today`, by kind or school. */
export async function knownBy(
  of: RowsOf,
  by: RowsBy,
  days: { from: Day; today: Day },
  sight: Sight,
): Promise<Map<string, Known>> {
  const { from, today } = days;
  const [totals, rows] = await Promise.all([totalRows(of, by, sight), dayRows(of, by, from, sight)]);
  const keys = new Set([...totals.keys(), ...rows.keys()]);
  return new Map(
    [...keys].map((key) => {
      const own = totals.get(key) ?? NO_TOTALS;
      return [
        key,
        { totals: own, days: daySeries(rows.get(key) ?? [], own.storedBytes, from, today) },
      ] as const;
    }),
  );
}

/** The same of all kinds and schools together. */
export async function known(of: RowsOf, days: { from: Day; today: Day }, sight: Sight): Promise<Known> {
  const all = (await knownBy(of, "all", days, sight)).get("all");
  return all ?? { totals: NO_TOTALS, days: daySeries([], 0, days.from, days.today) };
}
