/** What names a preview in an address; everything else in it is the list's. */
const PREVIEW = ["open", "full"] as const;

/** The address without its preview, or without its full screen alone, in a form that can be compared. */
function without(address: string, names: readonly string[]): string {
  const { pathname, searchParams } = new URL(address);
  for (const name of names) searchParams.delete(name);
  searchParams.sort();
  return `${pathname}?${searchParams}`;
}

/** The address of the list below a preview. */
export function listAddress(address: string): string {
  return without(address, PREVIEW);
}

/**
 * How many steps back in the tab's history the list, or with `to: "panel"` the panel of the same document, was shown as
 * it is now, when only previews lie between; 0 where it was not, or is shown. Stepping back leaves nothing behind that Back would have
 * to be pressed for.
 * @param addresses of the entries, oldest first; null for one that is not ours to know.
 */
export function stepsBack(
  addresses: readonly (string | null)[],
  current: number,
  to: "list" | "panel",
): number {
  const names = to === "list" ? PREVIEW : (["full"] as const);
  const here = addresses[current];
  if (here == null) return 0;
  const wanted = without(here, names);
  if (without(here, []) === wanted) return 0;
  for (let at = current - 1; at >= 0; at -= 1) {
    const address = addresses[at];
    if (address == null) return 0;
    if (without(address, []) === wanted) return current - at;
    if (!new URL(address).searchParams.has("open")) return 0;
  }
  return 0;
}
