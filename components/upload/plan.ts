import type { Step } from "#components/upload/item.ts";
import type { Queue } from "#components/upload/queue.ts";
import { MAX_BATCH } from "#lib/uploads/constants.ts";
import type { UploadTicket } from "#lib/uploads/types.ts";

/** Work for the engine to begin now. */
export type Command =
  | { do: "hash"; id: string }
  | { do: "sign"; ids: readonly string[] }
  | { do: "send"; id: string; ticket: UploadTicket }
  | { do: "confirm"; id: string; ticket: UploadTicket }
  | { do: "abort"; ticket: UploadTicket };

/** Files read at once, one in each worker. */
export const HASHERS = 2;
/** Transfers at once. */
export const TRANSFERS = 4;
/** Files sent in parts at once, beside those: their parts share the line, and small files do not wait for hours. */
export const IN_PARTS = 2;
/** Confirmations at once: they must not hold back the transfers, nor flood the server. */
const CONFIRMATIONS = 6;
/** Hashed files that may wait for a transfer. */
const HASHED_AHEAD = 2 * MAX_BATCH;
/** Signed files that may wait for a transfer before more are signed. */
const SIGNED_AHEAD = 2 * TRANSFERS;
/** Bytes signed at once: what a slow line (250 kB/s) takes well within the life of a signature. */
const SIGNED_BYTES = 75_000_000;
/** Milliseconds a signature must still be good for when a transfer starts. */
const FRESH = 30_000;

/** What to begin now, and the queue with that noted. `null` when the queue stays as it is. */
export type Plan = { queue: Queue; commands: readonly Command[] } | null;

/** A plan in the making: the steps taken so far, over those in the queue. */
class Draft {
  readonly commands: Command[] = [];
  readonly #queue: Queue;
  readonly #steps = new Map<string, Step>();

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  /** The files at a step, this plan's own moves included. */
  at<Name extends Step["at"]>(name: Name) {
    return this.#queue.items.flatMap((item) => {
      const step = this.#steps.get(item.id) ?? item.step;
      return step.at === name
        ? [
            {
              id: item.id,
              size: item.size,
              readFirst: item.readFirst,
              step: step as Extract<Step, { at: Name }>,
            },
          ]
        : [];
    });
  }

  move(id: string, step: Step, command?: Command): void {
    this.#steps.set(id, step);
    if (command !== undefined) this.commands.push(command);
  }

  finish(): Plan {
    if (this.#steps.size === 0) return null;
    const items = this.#queue.items.map((item) => {
      const step = this.#steps.get(item.id);
      return step === undefined ? item : { ...item, step };
    });
    return { queue: { ...this.#queue, items }, commands: this.commands };
  }
}

/**
 * Decides what begins next. Pure, so that every rule of the queue can be tested without a browser.
 * @param inPartsAbove bytes above which a file is sent in parts.
 */
export function plan(queue: Queue, now: number, inPartsAbove: number): Plan {
  const draft = new Draft(queue);
  const isLarge = ({ size }: { size: number }) => size > inPartsAbove;
  if (queue.online) {
    hash(draft, isLarge);
    wake(draft, now);
    renew(draft, now);
    sign(draft, isLarge);
    send(draft);
  }
  return draft.finish();
}

type IsLarge = (file: { size: number }) => boolean;

/** Reads files ahead of their turn. Large ones are read while they leave, but for those that may be here already. */
function hash(draft: Draft, isLarge: IsLarge): void {
  const hashed = draft.at("ready").length + draft.at("signing").length + draft.at("signed").length;
  if (hashed >= HASHED_AHEAD) return;
  const waiting = draft.at("waiting");
  for (const { id } of waiting.filter((item) => isLarge(item) && !item.readFirst))
    draft.move(id, { at: "ready", sha256: null });
  const places = HASHERS - draft.at("hashing").length;
  for (const { id } of draft.at("waiting").slice(0, places))
    draft.move(id, { at: "hashing" }, { do: "hash", id });
}

/** Ends the pauses that are over: another look at what has arrived, or a fresh request. */
function wake(draft: Draft, now: number): void {
  for (const { id, step } of draft.at("pausing")) {
    const { ticket, sha256 } = step;
    if (step.until > now) continue;
    if (ticket === null) draft.move(id, { at: "ready", sha256 });
    else if (step.next === "signed") draft.move(id, { at: "signed", sha256, ticket });
    else if (step.next === "ready") draft.move(id, { at: "ready", sha256 }, abort(ticket));
    else draft.move(id, { at: "checking", sha256, ticket }, { do: "confirm", id, ticket });
  }
}

/** Gives back signatures that are about to end before their turn came. */
function renew(draft: Draft, now: number): void {
  for (const { id, step } of draft.at("signed")) {
    if (Date.parse(step.ticket.expiresAt) - now >= FRESH) continue;
    draft.move(id, { at: "ready", sha256: step.sha256 }, abort(step.ticket));
  }
}

/** Signs the next window, one call at a time and only as far ahead as the transfers need. */
function sign(draft: Draft, isLarge: IsLarge): void {
  const signed = draft.at("signed");
  const inParts = signed.filter(({ step }) => step.ticket.method === "multipart").length;
  if (draft.at("signing").length > 0 || signed.length - inParts >= SIGNED_AHEAD) return;
  const ids: string[] = [];
  let bytes = 0;
  // Those in parts are opened when their turn comes: each holds an upload open at the store.
  const ready = draft.at("ready");
  const sending = draft.at("sending").filter(({ step }) => step.ticket.method === "multipart").length;
  const later = ready.filter(isLarge).slice(Math.max(0, IN_PARTS - inParts - sending));
  for (const { id, size, step } of ready.filter((item) => !later.includes(item)).slice(0, MAX_BATCH)) {
    if (!isLarge({ size })) bytes += size;
    if (ids.length > 0 && bytes > SIGNED_BYTES) break;
    ids.push(id);
    draft.move(id, { at: "signing", sha256: step.sha256 });
  }
  if (ids.length > 0) draft.commands.push({ do: "sign", ids });
}

function send(draft: Draft): void {
  const ahead = CONFIRMATIONS - draft.at("checking").length;
  for (const [inParts, most] of [
    [false, TRANSFERS],
    [true, IN_PARTS],
  ] as const) {
    const ofThis = ({ step }: { step: { ticket: UploadTicket } }) =>
      (step.ticket.method === "multipart") === inParts;
    const places = Math.min(most - draft.at("sending").filter(ofThis).length, ahead);
    for (const { id, step } of draft.at("signed").filter(ofThis).slice(0, Math.max(0, places))) {
      const { sha256, ticket } = step;
      draft.move(id, { at: "sending", sha256, ticket, sent: 0 }, { do: "send", id, ticket });
    }
  }
}

function abort(ticket: UploadTicket): Command {
  return { do: "abort", ticket };
}
