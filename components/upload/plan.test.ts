import { describe, expect, it } from "vitest";
import type { Step, UploadItem } from "#components/upload/item.ts";
import { HASHERS, IN_PARTS, plan, TRANSFERS } from "#components/upload/plan.ts";
import type { Queue } from "#components/upload/queue.ts";
import { MAX_BATCH } from "#lib/uploads/constants.ts";
import type { UploadTicket } from "#lib/uploads/types.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");

function ticket(uploadId: string, secondsLeft = 900): UploadTicket {
  const expiresAt = new Date(NOW + secondsLeft * 1000).toISOString();
  return { uploadId, method: "put", url: "http://store/key", headers: {}, expiresAt };
}

function items(count: number, step: (index: number) => Step, size = 1000): UploadItem[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `f${index}-${step(index).at}`;
    return {
      id,
      name: `${index}.pdf`,
      size,
      contentType: "application/pdf",
      kind: "document",
      tries: 0,
      step: step(index),
    };
  });
}

const ready = (): Step => ({ at: "ready", sha256: "ab" });

function planned(list: readonly UploadItem[], online = true) {
  const queue: Queue = { items: list, online };
  const made = plan(queue, NOW, 25_000_000);
  const commands = made?.commands ?? [];
  const count = (name: string) => commands.filter((command) => command.do === name).length;
  return { queue: made?.queue ?? queue, commands, count };
}

describe("plan", () => {
  it("reads as many files at once as there are workers", () => {
    expect(planned(items(5, () => ({ at: "waiting" }))).count("hash")).toBe(HASHERS);
    expect(planned(items(2, () => ({ at: "hashing" }))).commands).toEqual([]);
  });

  it("does not read further ahead than it can use", () => {
    const list = [...items(120, ready), ...items(5, () => ({ at: "waiting" }))];
    expect(planned(list).count("hash")).toBe(0);
  });

  it("signs one window at a time, of at most fifty", () => {
    const { queue, commands } = planned(items(200, ready));
    const windows = commands.filter((command) => command.do === "sign");
    expect(windows.map((command) => command.ids.length)).toEqual([MAX_BATCH]);
    expect(plan(queue, NOW, 25_000_000)).toBeNull();
  });

  it("signs fewer large files, and always at least one", () => {
    const sizes = (size: number) =>
      planned(items(20, ready, size)).commands.flatMap((command) =>
        command.do === "sign" ? command.ids : [],
      );
    expect(sizes(10_000_000)).toHaveLength(7);
    expect(sizes(24_000_000)).toHaveLength(3);
  });

  it("signs no more while enough is signed", () => {
    const signed = items(2 * TRANSFERS + TRANSFERS, (index) => ({
      at: "signed",
      sha256: "ab",
      ticket: ticket(`u${index}`),
    }));
    const { commands, count } = planned([...signed, ...items(50, ready)]);
    expect(commands.some((command) => command.do === "sign")).toBe(false);
    expect(count("send")).toBe(TRANSFERS);
  });

  it("gives back a signature that ends before its turn, and asks for another", () => {
    const list = items(1, () => ({ at: "signed", sha256: "ab", ticket: ticket("old", 10) }));
    expect(planned(list).commands).toEqual([
      { do: "abort", ticket: ticket("old", 10) },
      { do: "sign", ids: ["f0-signed"] },
    ]);
  });

  it("holds transfers back while the server is behind with checking", () => {
    const checking = items(5, (index) => ({ at: "checking", sha256: "ab", ticket: ticket(`c${index}`) }));
    const signed = items(4, (index) => ({ at: "signed", sha256: "ab", ticket: ticket(`u${index}`) }));
    expect(planned([...checking, ...signed]).count("send")).toBe(1);
  });

  it("ends a pause when its time has come: looks again, or starts afresh", () => {
    const pause = (next: "ready" | "checking", until: number): Step => ({
      at: "pausing",
      until,
      next,
      sha256: "ab",
      ticket: ticket("u"),
      sent: 0,
    });
    expect(planned(items(1, () => pause("checking", NOW + 1))).commands).toEqual([]);
    expect(planned(items(1, () => pause("checking", NOW))).commands).toEqual([
      { do: "confirm", id: "f0-pausing", ticket: ticket("u") },
    ]);
    expect(planned(items(1, () => pause("ready", NOW))).commands).toEqual([
      { do: "abort", ticket: ticket("u") },
      { do: "sign", ids: ["f0-pausing"] },
    ]);
  });

  it("waits for the connection", () => {
    const list = [...items(5, ready), ...items(2, () => ({ at: "waiting" }))];
    expect(planned(list, false).commands).toEqual([]);
  });

  describe("files in parts", () => {
    const LARGE = 4_000_000_000;
    const parts = (uploadId: string): UploadTicket => ({
      uploadId,
      method: "multipart",
      partSize: 8_388_608,
      partCount: 477,
      signed: { parts: [], expiresAt: "2999-01-01" },
      expiresAt: "2999-01-01",
    });

    it("are not read before they leave, and two are opened at a time", () => {
      const { commands, count } = planned(items(5, () => ({ at: "waiting" }), LARGE));
      expect(count("hash")).toBe(0);
      expect(commands).toEqual([{ do: "sign", ids: ["f0-waiting", "f1-waiting"] }]);
    });

    it("leave places to small ones", () => {
      const sending = items(
        IN_PARTS,
        (index) => ({ at: "sending", sha256: null, ticket: parts(`p${index}`), sent: 0 }),
        LARGE,
      );
      const more = items(3, (index) => ({ at: "signed", sha256: null, ticket: parts(`q${index}`) }), LARGE);
      const small = items(9, (index) => ({ at: "signed", sha256: "ab", ticket: ticket(`s${index}`) }));
      const sent = planned([...sending, ...more, ...small]).commands.flatMap((command) =>
        command.do === "send" ? command.ticket.method : [],
      );
      expect(sent).toEqual(Array<string>(TRANSFERS).fill("put"));
    });

    it("go on with the same upload after a pause", () => {
      const pausing = items(1, () => ({
        at: "pausing",
        until: NOW,
        next: "signed",
        sha256: null,
        ticket: parts("p"),
        sent: 5,
      }));
      expect(planned(pausing).commands).toEqual([{ do: "send", id: "f0-pausing", ticket: parts("p") }]);
    });
  });
});
