import { MAX_PARTS, MIN_PART_SIZE } from "#lib/uploads/constants.ts";

const MIB = 1024 * 1024;

/** How a file is cut: `count` parts of `size` bytes each, but for the last, which has what is left. */
export type PartPlan = { size: number; count: number };

/** The parts of a file of `fileSize` bytes (1 or more): equal, as R2 demands, and as small as their number allows. */
export function partPlan(fileSize: number): PartPlan {
  const needed = Math.ceil(fileSize / MAX_PARTS / MIB) * MIB;
  const size = Math.max(MIN_PART_SIZE, needed);
  return { size, count: partCount(fileSize, size) };
}

/** How many parts of `partSize` bytes a file has. */
export function partCount(fileSize: number, partSize: number): number {
  return Math.ceil(fileSize / partSize);
}

/** Where part `number` (from 1) lies in its file: `start` counted in, `end` not. */
export function partRange(
  fileSize: number,
  partSize: number,
  number: number,
): { start: number; end: number } {
  const start = (number - 1) * partSize;
  return { start, end: Math.min(start + partSize, fileSize) };
}

/** Bytes of part `number` (from 1). */
export function partBytes(fileSize: number, partSize: number, number: number): number {
  const { start, end } = partRange(fileSize, partSize, number);
  return end - start;
}
