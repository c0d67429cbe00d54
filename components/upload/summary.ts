import { isSettled, sentBytes, type UploadItem } from "#components/upload/item.ts";

/** The figures of the tray's title. */
export type Summary = {
  total: number;
  stored: number;
  failed: number;
  busy: boolean;
  bytes: number;
  sent: number;
};

/** Counts files and bytes; bytes are of those still on their way, and of those that arrived. */
export function summarize(items: readonly UploadItem[]): Summary {
  const summary: Summary = { total: items.length, stored: 0, failed: 0, busy: false, bytes: 0, sent: 0 };
  for (const item of items) {
    if (item.step.at === "stored") summary.stored += 1;
    if (item.step.at === "failed") {
      summary.failed += 1;
      continue;
    }
    summary.busy ||= !isSettled(item);
    summary.bytes += item.size;
    summary.sent += sentBytes(item);
  }
  return summary;
}

/** Percent of one file. The last one is kept until the server has checked what arrived. */
export function percent(item: UploadItem): number {
  if (item.step.at === "stored") return 100;
  return item.size === 0 ? 0 : Math.min(99, Math.floor((100 * sentBytes(item)) / item.size));
}
