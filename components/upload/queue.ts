import type { Failure, Next, Step, UploadItem } from "#components/upload/item.ts";
import type { Quarantine } from "#lib/documents/status.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { UploadTicket } from "#lib/uploads/types.ts";

/** All files of a visit, in the order they were given, and whether there is a connection. */
export type Queue = { items: readonly UploadItem[]; online: boolean };

/** What happened. Events about a file that is gone, or is elsewhere by now, change nothing. */
export type QueueEvent =
  | { type: "added"; items: readonly UploadItem[] }
  | { type: "hashed"; id: string; sha256: string }
  | { type: "signed"; id: string; ticket: UploadTicket }
  /** The school may have the file already, and has it; and the person wants it all the same. */
  | { type: "unread"; id: string }
  | { type: "here"; id: string; found: DocumentItem }
  | { type: "kept"; id: string }
  | { type: "progress"; sent: ReadonlyMap<string, number> }
  | { type: "sent"; id: string }
  | { type: "stored"; id: string; kept?: { id: string; is: Quarantine } }
  | { type: "setback"; id: string; failure: Failure; next: Next; now: number; wait?: number }
  /** `open`: the upload stays open at the server, and this is how it goes on for whoever asks again. */
  | { type: "refused"; id: string; failure: Failure; open?: "signed" | "checking" }
  | { type: "held"; id: string }
  | { type: "resumed"; id: string }
  /** The file that is waited for was chosen; or another one was. */
  | { type: "found"; id: string }
  | { type: "wrong"; id: string }
  | { type: "retried"; ids: readonly string[] }
  | { type: "removed"; ids: readonly string[] }
  | { type: "connection"; online: boolean };

/** Tries by itself after the first one, before a person is asked. */
export const MAX_RETRIES = 3;

export const EMPTY_QUEUE: Queue = { items: [], online: true };

/** Milliseconds before the next try: 1, 3, 9 s, and at least as long as the server asked for. */
function pause(tries: number, wait = 0): number {
  return Math.max(1000 * 3 ** tries, wait);
}

function change(queue: Queue, id: string, to: (item: UploadItem) => UploadItem): Queue {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? to(item) : item)) };
}

/** The file with the step that follows `event`, or as it was where the event comes too late. */
function advance(item: UploadItem, event: Extract<QueueEvent, { id: string }>): UploadItem {
  const { step } = item;
  const go = (next: Step): UploadItem => ({ ...item, step: next });
  switch (event.type) {
    case "hashed":
      return step.at === "hashing" ? go({ at: "ready", sha256: event.sha256 }) : item;
    case "signed":
      return step.at === "signing" ? go({ at: "signed", sha256: step.sha256, ticket: event.ticket }) : item;
    case "unread":
      return step.at === "signing" ? { ...item, readFirst: true, step: { at: "waiting" } } : item;
    case "here":
      return step.at === "signing" ? go({ at: "here", sha256: step.sha256, found: event.found }) : item;
    case "kept":
      return keep(item);
    case "sent":
      return step.at === "sending" ? go({ at: "checking", sha256: step.sha256, ticket: step.ticket }) : item;
    case "stored":
      return go({ at: "stored", ...(event.kept && { kept: event.kept }) });
    case "refused":
      return go({
        at: "failed",
        failure: event.failure,
        resume: event.open ? resumeOf(step, event.open) : null,
      });
    case "held":
      return step.at === "sending" ? go({ ...step, at: "paused" }) : item;
    case "resumed":
      return step.at === "paused" ? go({ at: "signed", sha256: step.sha256, ticket: step.ticket }) : item;
    case "found":
      return step.at === "absent" ? go({ at: "signed", sha256: null, ticket: step.ticket }) : item;
    case "wrong":
      return step.at === "absent" ? go({ ...step, wrong: true }) : item;
    default:
      return setBack(item, event);
  }
}

/** Goes on with a file that is here already, or that cannot be compared. */
function keep(item: UploadItem): UploadItem {
  const { step } = item;
  if (step.at !== "here" && step.at !== "hashing") return item;
  const sha256 = step.at === "here" ? step.sha256 : null;
  return { ...item, keepBoth: true, step: { at: "ready", sha256 } };
}

/** What it takes to go on with an upload, where one is open. */
function resumeOf(step: Step, next: "signed" | "checking"): Extract<Step, { at: "failed" }>["resume"] {
  if (!("sha256" in step && "ticket" in step) || step.ticket === null) return null;
  return { next, sha256: step.sha256, ticket: step.ticket, sent: "sent" in step ? step.sent : 0 };
}

function setBack(item: UploadItem, event: Extract<QueueEvent, { type: "setback" }>): UploadItem {
  const { step } = item;
  if (!("sha256" in step)) return item;
  const ticket = "ticket" in step ? step.ticket : null;
  if (item.tries >= MAX_RETRIES) {
    const resume = event.next === "ready" ? null : resumeOf(step, event.next);
    return { ...item, step: { at: "failed", failure: event.failure, resume } };
  }
  const until = event.now + pause(item.tries, event.wait);
  return {
    ...item,
    tries: item.tries + 1,
    step: {
      at: "pausing",
      until,
      next: event.next,
      sha256: step.sha256,
      ticket,
      sent: event.next === "signed" && "sent" in step ? step.sent : 0,
    },
  };
}

/** The queue after `event`. Pure: nothing is read, sent or timed here. */
export function reduce(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case "added":
      return { ...queue, items: [...queue.items, ...event.items] };
    case "removed":
      return { ...queue, items: queue.items.filter(({ id }) => !event.ids.includes(id)) };
    case "connection":
      return { ...queue, online: event.online };
    case "progress":
      return { ...queue, items: queue.items.map((item) => moveOn(item, event.sent.get(item.id))) };
    case "retried":
      return {
        ...queue,
        items: queue.items.map((item) => (event.ids.includes(item.id) ? startAgain(item) : item)),
      };
    default:
      return change(queue, event.id, (item) => advance(item, event));
  }
}

function startAgain(item: UploadItem): UploadItem {
  if (item.step.at !== "failed") return item;
  const { resume } = item.step;
  const step: Step = resume === null ? { at: "waiting" } : { at: "pausing", until: 0, ...resume };
  return { ...item, tries: 0, step };
}

function moveOn(item: UploadItem, sent: number | undefined): UploadItem {
  if (sent === undefined || item.step.at !== "sending") return item;
  return { ...item, step: { ...item.step, sent } };
}
