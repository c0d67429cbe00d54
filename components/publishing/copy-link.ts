/** Puts a link into the clipboard. Over plain http browsers have none. @returns whether it is there. */
export async function copyLink(url: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    return false;
  }
}
