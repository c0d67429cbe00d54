import { endedSince } from "#components/bulk/progress.ts";
import type { BulkAction } from "#lib/bulk/types.ts";

/** What this page knows of the reader's bulk actions; null until it has asked. */
let actions: readonly BulkAction[] | null = null;
/** Those that were begun on this page: their progress is shown without being asked for. */
let begun: ReadonlySet<string> = new Set();
let watched = false;
const listeners = new Set<() => void>();
const enders = new Set<(ended: readonly BulkAction[]) => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Hears of every change. */
export function onBulk(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The reader's latest actions, latest first; null until they have been asked for. */
export function knownActions(): readonly BulkAction[] | null {
  return actions;
}

/** Whether actions are to be watched: one may be under way, or somebody looks at them. */
export function isWatched(): boolean {
  return watched;
}

/** Has the actions looked at, now and as long as one is under way. */
export function watchActions(): void {
  if (watched) return;
  watched = true;
  tell();
}

/** Takes over what the server says. */
export function setActions(now: readonly BulkAction[]): void {
  const ended = endedSince(actions ?? [], now);
  actions = now;
  tell();
  if (ended.length > 0) for (const ender of enders) ender(ended);
}

/** An action was begun on this page, or has been changed by it. */
export function putAction(action: BulkAction, options: { begun?: boolean } = {}): void {
  if (options.begun) begun = new Set([...begun, action.id]);
  const others = (actions ?? []).filter(({ id }) => id !== action.id);
  const known = others.length < (actions ?? []).length;
  watched = true;
  setActions(
    known ? (actions ?? []).map((one) => (one.id === action.id ? action : one)) : [action, ...others],
  );
}

/** Whether an action was begun on this page. */
export function wasBegunHere(id: string): boolean {
  return begun.has(id);
}

/** Hears of actions that have ended while this page watched them. */
export function onBulkEnd(ender: (ended: readonly BulkAction[]) => void): () => void {
  enders.add(ender);
  return () => enders.delete(ender);
}
