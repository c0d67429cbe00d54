import { MAX_UPLOAD } from "#lib/documents/constants.ts";
import { readSize, SIZE_UNITS, type SizeUnit, writeSize } from "#lib/quota/size.ts";

const MIB = 1024 * 1024;

/** A size in two fields: what is typed, and its unit. */
export type SizeText = { amount: string; unit: SizeUnit };

/** A limit as people write it; whole MiB as megabytes, as `formatLimit` shows them. */
export function sizeText(bytes: number, locale: string): SizeText {
  const inMib = bytes % MIB === 0 && bytes < 1000 * MIB;
  const { amount, unit } = (inMib ? null : writeSize(bytes)) ?? {
    amount: bytes / (inMib ? MIB : SIZE_UNITS.MB),
    unit: "MB" as const,
  };
  const format = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 });
  return { amount: format.format(amount), unit };
}

/**
 * The bytes of what was typed; null where it is no size that a file can have. A text that was not touched stands for
 * exactly the bytes that it was made of.
 */
export function bytesOf(text: SizeText, shown: { text: SizeText; bytes: number }): number | null {
  if (text.amount.trim() === shown.text.amount && text.unit === shown.text.unit) return shown.bytes;
  const bytes = readSize(`${text.amount.trim()}${text.unit}`);
  return bytes !== null && bytes >= 1 && bytes <= MAX_UPLOAD ? bytes : null;
}
