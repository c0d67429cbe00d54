import { describe, expect, it } from "vitest";
import { CONNECTION, TRANSFER } from "#components/upload/failures.ts";
import type { Step, UploadItem } from "#components/upload/item.ts";
import { EMPTY_QUEUE, MAX_RETRIES, type Queue, reduce } from "#components/upload/queue.ts";
import type { UploadTicket } from "#lib/uploads/types.ts";

const TICKET: UploadTicket = {
  uploadId: "u1",
  method: "put",
  url: "http://store/key",
  headers: {},
  expiresAt: "2026-11-22T12:15:00Z",
};
const CHECKING: Step = { at: "checking", sha256: "ab", ticket: TICKET };

function item(step: Step, more: Partial<UploadItem> = {}): UploadItem {
  return {
    id: "a",
    name: "a.pdf",
    size: 100,
    contentType: "application/pdf",
    kind: "document",
    tries: 0,
    step,
    ...more,
  };
}

function queueOf(...items: UploadItem[]): Queue {
  return { ...EMPTY_QUEUE, items };
}

function only(queue: Queue): UploadItem {
  const [first] = queue.items;
  if (first === undefined) throw new Error("The queue is empty");
  return first;
}

describe("reduce", () => {
  it("leads a file from reading to stored", () => {
    let queue = reduce(EMPTY_QUEUE, { type: "added", items: [item({ at: "hashing" })] });
    queue = reduce(queue, { type: "hashed", id: "a", sha256: "ab" });
    expect(only(queue).step).toEqual({ at: "ready", sha256: "ab" });
    queue = reduce(queueOf(item({ at: "signing", sha256: "ab" })), {
      type: "signed",
      id: "a",
      ticket: TICKET,
    });
    expect(only(queue).step).toEqual({ at: "signed", sha256: "ab", ticket: TICKET });
    queue = reduce(queueOf(item({ at: "sending", sha256: "ab", ticket: TICKET, sent: 100 })), {
      type: "sent",
      id: "a",
    });
    expect(only(queue).step).toEqual(CHECKING);
    expect(only(reduce(queue, { type: "stored", id: "a" })).step).toEqual({ at: "stored" });
  });

  it("lets events that come too late change nothing", () => {
    const waiting = queueOf(item({ at: "waiting" }));
    for (const event of [
      { type: "hashed", id: "a", sha256: "ab" },
      { type: "signed", id: "a", ticket: TICKET },
      { type: "sent", id: "a" },
      { type: "setback", id: "a", failure: CONNECTION, next: "ready", now: 0 },
      { type: "stored", id: "gone" },
      { type: "progress", sent: new Map([["a", 50]]) },
    ] as const) {
      expect(reduce(waiting, event)).toEqual(waiting);
    }
  });

  it("pauses longer after every setback, and at least as long as the server asks", () => {
    const pauses = [0, 1, 2].map((tries) => {
      const queue = reduce(queueOf(item(CHECKING, { tries })), {
        type: "setback",
        id: "a",
        failure: CONNECTION,
        next: "checking",
        now: 1000,
      });
      const { step } = only(queue);
      return step.at === "pausing" ? step.until - 1000 : null;
    });
    expect(pauses).toEqual([1000, 3000, 9000]);
    const asked = reduce(queueOf(item(CHECKING)), {
      type: "setback",
      id: "a",
      failure: CONNECTION,
      next: "checking",
      now: 0,
      wait: 5000,
    });
    expect(only(asked).step).toMatchObject({ at: "pausing", until: 5000, ticket: TICKET });
  });

  it("gives up after the last try, and remembers what may have arrived", () => {
    const spent = queueOf(item(CHECKING, { tries: MAX_RETRIES }));
    const setback = { type: "setback", id: "a", now: 0 } as const;
    const unknown = reduce(spent, { ...setback, failure: CONNECTION, next: "checking" });
    expect(only(unknown).step).toEqual({
      at: "failed",
      failure: CONNECTION,
      resume: { next: "checking", sha256: "ab", ticket: TICKET, sent: 0 },
    });
    const lost = reduce(spent, { ...setback, failure: TRANSFER, next: "ready" });
    expect(only(lost).step).toEqual({ at: "failed", failure: TRANSFER, resume: null });
  });

  it("asks the server again before it sends a file again that may have arrived", () => {
    const resume = { next: "checking" as const, sha256: "ab", ticket: TICKET, sent: 0 };
    const failed = item({ at: "failed", failure: CONNECTION, resume }, { tries: MAX_RETRIES });
    expect(only(reduce(queueOf(failed), { type: "retried", ids: ["a"] }))).toMatchObject({
      tries: 0,
      step: { at: "pausing", until: 0, next: "checking", ticket: TICKET },
    });
    const fresh = item({ at: "failed", failure: TRANSFER, resume: null });
    expect(only(reduce(queueOf(fresh), { type: "retried", ids: ["a"] })).step).toEqual({ at: "waiting" });
    const stored = queueOf(item({ at: "stored" }));
    expect(reduce(stored, { type: "retried", ids: ["a"] })).toEqual(stored);
  });

  describe("a file in parts", () => {
    const PARTS_TICKET = {
      uploadId: "p",
      method: "multipart",
      partSize: 8,
      partCount: 3,
      signed: { parts: [], expiresAt: "2999-01-01" },
      expiresAt: "2999-01-01",
    } as const;
    const sending = queueOf(item({ at: "sending", sha256: null, ticket: PARTS_TICKET, sent: 16 }));

    it("is held and goes on with the same upload", () => {
      const held = reduce(sending, { type: "held", id: "a" });
      expect(only(held).step).toEqual({ at: "paused", sha256: null, ticket: PARTS_TICKET, sent: 16 });
      // Bytes that were on their way count no more.
      expect(reduce(held, { type: "progress", sent: new Map([["a", 20]]) })).toEqual(held);
      const step = { at: "signed", sha256: null, ticket: PARTS_TICKET };
      expect(only(reduce(held, { type: "resumed", id: "a" })).step).toEqual(step);
    });

    it("that failed on its way goes on where it was when asked again", () => {
      const failed = reduce(sending, { type: "refused", id: "a", failure: TRANSFER, open: "signed" });
      expect(only(reduce(failed, { type: "retried", ids: ["a"] })).step).toMatchObject({
        at: "pausing",
        next: "signed",
        ticket: PARTS_TICKET,
        sent: 16,
      });
    });

    it("of an earlier visit waits for the right file", () => {
      const absent = { at: "absent", ticket: PARTS_TICKET, sent: 8, print: "x", wrong: false } as const;
      const waiting = queueOf(item(absent));
      expect(only(reduce(waiting, { type: "wrong", id: "a" })).step).toEqual({ ...absent, wrong: true });
      expect(only(reduce(waiting, { type: "found", id: "a" })).step).toMatchObject({ at: "signed" });
    });
  });
});
