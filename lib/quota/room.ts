/** Shares of a quota at which a school is warned, in percent. */
export const WARNINGS = [80, 95] as const;
export type Warning = (typeof WARNINGS)[number];

/**
 * What counts against a quota, in bytes: live documents and all old versions (`stored`), documents in the trash, and
 * uploads that are on their way.
 */
export type Taken = { stored: number; trash: number; pending: number };

/** A school's quota and what is left of it, in bytes; `left` is 0 where more is stored than a lowered quota allows. */
export type Room = Taken & { quota: number; used: number; left: number };

/** What is left of `quota` bytes. */
export function roomOf(quota: number, { stored, trash, pending }: Taken): Room {
  const used = stored + trash + pending;
  return { quota, stored, trash, pending, used, left: Math.max(0, quota - used) };
}

/** Bytes that are there to stay until somebody deletes them: what is on its way may be given up again. */
export function settled({ stored, trash }: Taken): number {
  return stored + trash;
}

/** Whether a file of `size` bytes still fits. */
export function fits(room: Room, size: number): boolean {
  return room.used + size <= room.quota;
}

/** The highest warning that `used` bytes of a quota call for. */
export function warningAt(quota: number, used: number): Warning | null {
  return WARNINGS.findLast((percent) => used * 100 >= quota * percent) ?? null;
}

/** Whether hardly a file still fits: less than a megabyte is left, or, of a small quota, less than a hundredth. */
export function isFull({ quota, left }: Room): boolean {
  return left <= Math.min(1_000_000, quota / 100);
}
