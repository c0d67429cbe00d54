import { isSettled, sentBytes, type UploadItem } from "#components/upload/item.ts";

/** The figures of the tray's title. */
export type Summary = {
  total: number;
  stored: number;
  failed: number;
  /** Those that wait for their file to be chosen again. */
  absent: number;
  /** Those that the school has already, and that wait for the person's word. */
  here: number;
  /** Whether all that is left to do is held by the person. */
  held: boolean;
  busy: boolean;
  bytes: number;
  sent: number;
};

/** Counts files and bytes; bytes are of those still on their way, and of those that arrived. */
export function summarize(items: readonly UploadItem[]): Summary {
  const summary: Summary = {
    total: items.length,
    stored: 0,
    failed: 0,
    absent: 0,
    here: 0,
    held: false,
    busy: false,
    bytes: 0,
    sent: 0,
  };
  for (const item of items) {
    if (item.step.at === "stored") summary.stored += 1;
    if (item.step.at === "failed") {
      summary.failed += 1;
      continue;
    }
    if (item.step.at === "absent") {
      summary.absent += 1;
      continue;
    }
    if (item.step.at === "here") {
      summary.here += 1;
      continue;
    }
    summary.busy ||= !isSettled(item);
    summary.bytes += item.size;
    summary.sent += sentBytes(item);
  }
  const open = items.filter((item) => !isSettled(item));
  summary.held = open.length > 0 && open.every(({ step }) => step.at === "paused");
  return summary;
}

/** Percent of one file. The last one is kept until the server has checked what arrived. */
export function percent(item: UploadItem): number {
  if (item.step.at === "stored") return 100;
  return item.size === 0 ? 0 : Math.min(99, Math.floor((100 * sentBytes(item)) / item.size));
}
