const OTHER_NAMES = new Set([
  "DATABASE_MIGRATION_URL",
  "DATABASE_DSN",
  "DB_URL",
  "PG_URL",
  "POSTGRES_URL",
  "POSTGRESQL_URL",
]);

/** How many letters must be added, taken away or changed to make one word of the other. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Whether somebody who sets this variable most likely means DATABASE_URL. */
export function meansDatabase(name: string): boolean {
  const upper = name.toUpperCase();
  return OTHER_NAMES.has(upper) || editDistance(upper, "DATABASE_URL") <= 2;
}
