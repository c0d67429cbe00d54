/** How far Cloudflare's figure is from ours, as a part of ours: 0.1 is ten per cent more. Null where no part says it. */
export function differenceOf(ours: number, theirs: number | null): number | null {
  if (theirs === null) return null;
  if (ours === 0) return theirs === 0 ? 0 : null;
  return (theirs - ours) / ours;
}
