/** Values of the address by their names; null for those that it does not have. */
type Values = Readonly<Record<string, string | null>>;

/** What was asked for on one page and is shown at once, although React does not have it from the address yet. */
export type Ahead = { path: string; values: Values };

export type How = {
  /** Makes a step that Back takes back; else the address takes the place of the one before. */
  step?: boolean;
  /** Milliseconds without another such change after which it is written. */
  pause?: number;
  /** Asks the server for the page as well, in this transition. Without a connection the address changes alone. */
  transition?: (scope: () => void) => void;
};

/**
 * Milliseconds between two changes of the address, each of which takes Next up to three steps: Chromium lets 200 happen
 * in ten seconds and Safari 100.
 */
const GAP = typeof window !== "undefined" && "GestureEvent" in window ? 360 : 150;
const REFUSED_PAUSE = 1_000;

const listeners = new Set<(ahead: Ahead) => void>();
let ahead: Ahead = { path: "", values: {} };
/** What React has shown last. */
let shown = new URLSearchParams();
/** Whether the server was asked and what it answers is not shown yet. */
let owed = false;
let last = Number.NEGATIVE_INFINITY;

type Queue = {
  /** The address that these are changes of. */
  of: string;
  values: Map<string, string | null>;
  step: boolean;
  transitions: Set<(scope: () => void) => void>;
  urgent: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  written: PromiseWithResolvers<void>;
};
let queue: Queue | null = null;

const here = () => location.pathname + location.search;

/** Of the browser's navigation API what is used here; some browsers do not have it. */
type Navigation = { currentEntry: { key: string } | null };

const entryKey = () => (window as { navigation?: Navigation }).navigation?.currentEntry?.key ?? null;

/** What was written last and React has not shown yet: in which of the tab's entries, and what stood there since. */
let unseen: { key: string; to: string; older: ReadonlySet<string> } | null = null;

/**
 * Puts the address right where an older one has come over it: Next writes the address of each state that React shows,
 * and on a busy machine shows one late, after a newer address was written. Without this the newer one would be lost.
 */
export function mend(): void {
  if (unseen === null) return;
  const { key, to, older } = unseen;
  if (entryKey() !== key || (here() !== to && !older.has(here()))) unseen = null;
  // Past Next, which knows this address already and shows it next.
  else if (here() !== to) History.prototype.replaceState.call(history, history.state, "", to + location.hash);
}

function note(before: string): void {
  const key = entryKey();
  if (key === null) return;
  const older = new Set([...(unseen?.older ?? []), before]);
  older.delete(here());
  unseen = { key, to: here(), older };
}

function look(next: Ahead): void {
  ahead = next;
  for (const listener of listeners) listener(next);
}

/** What is shown ahead of the address now. */
export function aheadNow(): Ahead {
  return ahead;
}

/**
 * A step through the tab's history is shown at once as well, even where React takes its time. What was written before it
 * and was never shown may still come, late, and its address over that of this entry: then this one holds.
 */
function onStep(): void {
  const missed = unseen;
  const address = new URLSearchParams(location.search);
  const names = [...shown.keys(), ...Object.keys(ahead.values), ...address.keys()];
  look({
    path: location.pathname,
    values: Object.fromEntries(names.map((name) => [name, address.get(name)])),
  });
  if (missed === null) return settle(shown);
  unseen = null;
  for (const late of [...missed.older, missed.to]) note(late);
  if (queue !== null && queue.of !== here()) forget(queue);
}

/** The value in the address of this page, or what was asked for since and does not stand there yet. */
export function valueNow(name: string): string | null {
  const asked = ahead.path === location.pathname ? ahead.values[name] : undefined;
  return asked === undefined ? new URLSearchParams(location.search).get(name) : asked;
}

/** Tells of what is shown ahead of the address, now and whenever that changes, until the answer is called. */
export function onAhead(listener: (ahead: Ahead) => void): () => void {
  if (listeners.size === 0) window.addEventListener("popstate", onStep);
  listeners.add(listener);
  listener(ahead);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.removeEventListener("popstate", onStep);
    // Nobody is left on the page to whom this means anything.
    if (queue !== null) forget(queue);
    ahead = { path: "", values: {} };
    owed = false;
    unseen = null;
  };
}

/** Compares the address with what React shows of it now: what has come true, or was left for elsewhere, is let go. */
export function settle(params: URLSearchParams): void {
  shown = params;
  mend();
  if (queue !== null && queue.of !== here()) forget(queue);
  const address = new URLSearchParams(location.search);
  if (address.toString() === params.toString()) {
    owed = false;
    unseen = null;
  }
  const kept = Object.entries(ahead.values).filter(([name, value]) => {
    if (ahead.path !== location.pathname) return false;
    if (queue?.values.has(name)) return true;
    return address.get(name) === value && params.get(name) !== value;
  });
  if (kept.length < Object.keys(ahead.values).length)
    look({ path: ahead.path, values: Object.fromEntries(kept) });
}

function forget({ timer, written }: Queue): void {
  clearTimeout(timer);
  queue = null;
  written.resolve();
}

/**
 * Changes the address: what several ask for at once is written as one change. Resolves when it stands there, or when
 * the page was left for another address before.
 * @param ask asks the server for the page at an address.
 */
export function change(values: Values, how: How, ask: (address: string) => void): Promise<void> {
  mend();
  if (queue !== null && queue.of !== here()) forget(queue);
  queue ??= {
    of: here(),
    values: new Map(),
    step: false,
    transitions: new Set(),
    urgent: false,
    timer: undefined,
    written: Promise.withResolvers(),
  };
  for (const [name, value] of Object.entries(values)) queue.values.set(name, value);
  if (how.step) queue.step = true;
  if (how.transition) queue.transitions.add(how.transition);
  const { path } = ahead;
  look({
    path: location.pathname,
    values: path === location.pathname ? { ...ahead.values, ...values } : values,
  });
  const pause = how.pause ?? 0;
  // What waits for a pause in typing goes along with what does not wait.
  if (!queue.urgent) write(queue, Math.max(pause, last + GAP - performance.now(), 0), ask);
  if (pause === 0) queue.urgent = true;
  return queue.written.promise;
}

function write(queued: Queue, wait: number, ask: (address: string) => void): void {
  clearTimeout(queued.timer);
  queued.timer = setTimeout(() => {
    mend();
    if (queued.of !== here()) return settle(shown);
    const search = new URLSearchParams(location.search);
    const before = search.toString();
    for (const [name, value] of queued.values) {
      if (value === null) search.delete(name);
      else search.set(name, value);
    }
    const after = search.toString();
    if (after !== before && !enter(queued, after, ask)) return write(queued, REFUSED_PAUSE, ask);
    last = performance.now();
    forget(queued);
    if (after === before) settle(shown);
  }, wait);
}

/** Writes a change into the tab's history; false when the browser has had too many. */
function enter({ step, transitions }: Queue, search: string, ask: (address: string) => void): boolean {
  const address = location.pathname + (search && `?${search}`) + location.hash;
  const before = here();
  let entered = false;
  const go = () => {
    try {
      history[step ? "pushState" : "replaceState"](null, "", address);
      note(before);
      entered = true;
    } catch (error) {
      if (error instanceof DOMException && error.name === "SecurityError") return;
      throw error;
    }
    // Next drops an answer that it still waits for when the address changes: then it is asked for again.
    if ((transitions.size === 0 && !owed) || !navigator.onLine) return;
    owed = true;
    ask(address);
  };
  let run = go;
  for (const transition of transitions) {
    const inner = run;
    run = () => transition(inner);
  }
  run();
  return entered;
}
