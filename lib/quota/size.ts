/** What sizes are told in, and their bytes. */
export const SIZE_UNITS = { MB: 1_000_000, GB: 1_000_000_000, TB: 1_000_000_000_000 } as const;
export type SizeUnit = keyof typeof SIZE_UNITS;

/** The largest quota that can be set: bytes are counted in whole numbers that JavaScript holds exactly. */
export const MAX_QUOTA = 1000 * SIZE_UNITS.TB;

const WRITTEN = /^(\d{1,6}(?:[.,]\d{1,3})?)\s?(MB|GB|TB)$/i;

/** The bytes of a size as people write it, "500GB" or "1.5 TB"; null for what is none. */
export function readSize(text: string): number | null {
  const [, amount, unit] = WRITTEN.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return null;
  return Math.round(Number(amount.replace(",", ".")) * SIZE_UNITS[unit.toUpperCase() as SizeUnit]);
}

/** A size in the largest unit in which it is short, for a field; null where it cannot be told exactly. */
export function writeSize(bytes: number): { amount: number; unit: SizeUnit } | null {
  const units = Object.keys(SIZE_UNITS) as SizeUnit[];
  const unit = units.findLast((one) => bytes >= SIZE_UNITS[one]) ?? "MB";
  const amount = bytes / SIZE_UNITS[unit];
  return Math.abs(amount * 1000 - Math.round(amount * 1000)) < 1e-6 ? { amount, unit } : null;
}
