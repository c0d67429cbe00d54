import "server-only";
import { inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";
import { classRows, groupRows } from "#lib/storage-report/shares.data.ts";
import { type Known, known, knownBy, NO_TOTALS, rowsFor, sightOf } from "#lib/usage/ask.data.ts";
import type { Cost } from "#lib/usage/bill.ts";
import { type Grouping, MAX_DAYS } from "#lib/usage/constants.ts";
import { dayOf, daysBetween, firstOf, monthOf, monthsFrom } from "#lib/usage/days.ts";
import { priceList } from "#lib/usage/prices.data.ts";
import { costsOf, sumCosts } from "#lib/usage/reckon.ts";
import { firstDay, type RowsOf, typeRows } from "#lib/usage/rows.data.ts";
import { type DayFigures, sumActivity } from "#lib/usage/series.ts";
import type { UsageGroup, UsageQuery, UsageReport, UsageTotals } from "#lib/usage/types.ts";

const within = (days: readonly DayFigures[], from: string, to: string) =>
  days.filter(({ day }) => day >= from && day <= to);

const peakOf = (days: readonly DayFigures[]) => Math.max(0, ...days.map(({ peakBytes }) => peakBytes));

type Slice = { key: string; days: DayFigures[]; totals: UsageTotals | null };

const group = ({ key, days, totals }: Slice, cost: Cost | null): UsageGroup => ({
  key,
  name: null,
  bytes: totals?.bytes ?? null,
  objects: totals?.objects ?? null,
  storedBytes: days.at(-1)?.endBytes ?? 0,
  peakBytes: peakOf(days),
  activity: sumActivity(days),
  cost,
});

async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database()
    .select({ id: schools.id, name: schools.name })
    .from(schools)
    .where(inArray(schools.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Divisions of the files alone: no operation is known by them. */
const OF_FILES: readonly Grouping[] = ["type", "record_class", "student_group"];

/** The days of a range cut up as asked; where only the files are divided they stay whole. */
function slicesOf(by: Grouping, whole: Known, parts: Map<string, Known>, from: string, to: string): Slice[] {
  const days = within(whole.days, from, to);
  if (by === "day") return days.map((one) => ({ key: one.day, days: [one], totals: null }));
  if (by === "month") {
    return monthsFrom(from, to).map((month) => ({
      key: month,
      days: days.filter(({ day }) => monthOf(day) === month),
      totals: null,
    }));
  }
  if (OF_FILES.includes(by)) return [{ key: "all", days, totals: null }];
  return [...parts].map(([key, { totals, days: own }]) => ({ key, days: within(own, from, to), totals }));
}

type FileRow = { key: string; name?: string; bytes: number; objects: number };

/** What the files of a school are divided into: by type as they are, else as they were gone through last. */
async function fileRows(actor: Actor, of: RowsOf, by: Grouping): Promise<FileRow[]> {
  // All schools' documents are read for it: the nightly report is for that.
  if (of === "all") throw new AppError("invalid_request", { field: "group_by" });
  if (by === "type") return typeRows(of.schoolId, sightOf(actor, "school"));
  return by === "record_class" ? classRows(actor) : groupRows(actor);
}

async function fileGroups(actor: Actor, of: RowsOf, by: Grouping): Promise<UsageGroup[]> {
  const rows = await fileRows(actor, of, by);
  return rows.map(({ key, name = null, bytes, objects }) => ({
    key,
    name,
    bytes,
    objects,
    storedBytes: null,
    peakBytes: null,
    activity: null,
    cost: null,
  }));
}

/**
 * What was done and what it cost in a range of days (UTC), whole and in groups whose costs add up to the whole. Days to
 * come are left out.
 * @throws {AppError} `forbidden`; `not_found` for all schools' figures where the actor does not look after the
 * installation; `invalid_request` for a range that ends before it begins or has more than 800 days, and for files of all
 * schools divided by what they are.
 */
export async function usageReport(actor: Actor, query: UsageQuery, now = new Date()): Promise<UsageReport> {
  const scope = query.groupBy === "school" ? "platform" : (query.scope ?? "school");
  const of = await rowsFor(actor, scope);
  const sight = sightOf(actor, scope);
  const today = dayOf(now);
  const { from, groupBy } = query;
  const to = query.to < today ? query.to : today;
  const length = daysBetween(from, query.to) + 1;
  if (length < 1 || length > MAX_DAYS)
    throw new AppError("invalid_request", { field: "to", limit: MAX_DAYS });
  const start = firstOf(monthOf(from));
  const by = groupBy === "school" ? "school" : groupBy === "kind" ? "kind" : null;
  const [account, whole, parts, since, ratesOf] = await Promise.all([
    known("all", { from: start, today }, sight),
    of === "all" ? null : known(of, { from: start, today }, sight),
    by === null ? new Map<string, Known>() : knownBy(of, by, { from: start, today }, sight),
    firstDay(of, sight),
    priceList(),
  ]);
  const own = whole ?? account;
  const slices = slicesOf(groupBy, own, parts, from, to);
  const touched = account.days.filter(({ day }) => monthOf(day) <= monthOf(to));
  const costs = costsOf(
    touched,
    slices.map(({ days }) => days),
    ratesOf,
  );
  const names =
    groupBy === "school" ? await namesOf(slices.map(({ key }) => key).filter((key) => key !== "none")) : null;
  const groups = OF_FILES.includes(groupBy)
    ? await fileGroups(actor, of, groupBy)
    : slices.map((slice, at) => ({
        ...group(slice, costs[at] ?? null),
        name: names?.get(slice.key) ?? null,
      }));
  const days = within(own.days, from, to);
  return {
    from,
    to: query.to,
    scope,
    groupBy,
    totals: own.totals ?? NO_TOTALS,
    activity: sumActivity(days),
    cost: sumCosts(costs),
    groups,
    days: days.map((day) => ({
      day: day.day,
      peakBytes: day.peakBytes,
      storedBytes: day.endBytes,
      activity: sumActivity([day]),
    })),
    meteredSince: since,
    measuredAt: now.toISOString(),
  };
}
