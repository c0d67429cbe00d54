/** What can be opened over any page. */
export type Overlay = "palette" | "help";

const listeners = new Set<(overlay: Overlay) => void>();

/** Opens the command palette or the keyboard help. */
export function openOverlay(overlay: Overlay): void {
  for (const listener of listeners) listener(overlay);
}

/** For the host: hears what is to be opened. */
export function onOverlay(listener: (overlay: Overlay) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
