/** What a school's files can be divided by. */
export const GROUPINGS = ["kind", "type", "person", "age"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What an address asks of the page; what it says wrongly, it does not say. */
export type UsageQuery = { by: Grouping };

/** Reads the address of the page. */
export function readUsageQuery(read: (name: "by") => string | undefined): UsageQuery {
  return { by: GROUPINGS.find((grouping) => grouping === read("by")) ?? "kind" };
}

/** The address of the page for a query. */
export function usageHref({ by }: UsageQuery): string {
  return by === "kind" ? "/usage" : `/usage?by=${by}`;
}
