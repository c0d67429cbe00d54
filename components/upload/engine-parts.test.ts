import { describe, expect, it, vi } from "vitest";
import { UploadEngine } from "#components/upload/engine.ts";
import { PARTS, refusal } from "#components/upload/failures.ts";
import type { PartsOutcome } from "#components/upload/multipart/outcome.ts";
import type { Restored } from "#components/upload/multipart/restore.ts";
import type { ConfirmOutcome, Transport } from "#components/upload/transport.ts";
import { POLICY } from "#lib/documents/constants.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { PartsTicket, UploadOffer } from "#lib/uploads/types.ts";

const SIZE = 30_000_000;
const PROOF = { sha256: "cd", parts: [{ number: 1, etag: '"e"' }] };
const SENT: PartsOutcome = { is: "sent", proof: PROOF };
const ticket = (uploadId: string): PartsTicket => ({
  uploadId,
  method: "multipart",
  partSize: 8_388_608,
  partCount: 4,
  signed: { parts: [], expiresAt: "2999-01-01" },
  expiresAt: "2999-01-01",
});
const LEFT: Restored = {
  name: "film.pdf",
  size: SIZE,
  contentType: "application/pdf",
  kind: "document",
  ticket: ticket("old"),
  print: "print",
  sent: 8_388_608,
  whole: false,
};

/** A file that says it is large. */
function film(name = "film.pdf"): File {
  const file = new File(["x"], name, { type: "application/pdf" });
  Object.defineProperty(file, "size", { value: SIZE });
  return file;
}

function world(change: Partial<Transport> = {}) {
  let uploads = 0;
  const transport = {
    hash: vi.fn<Transport["hash"]>(change.hash ?? (async () => ({ ok: true, sha256: "ab" }))),
    stopHash: vi.fn<Transport["stopHash"]>(),
    sign: vi.fn<Transport["sign"]>(
      change.sign ??
        (async (files) => ({
          ok: true,
          data: files.map(() => {
            uploads += 1;
            return { ok: true, upload: ticket(`p${uploads}`) };
          }),
        })),
    ),
    send: vi.fn<Transport["send"]>(),
    sendParts: vi.fn<Transport["sendParts"]>(
      change.sendParts ?? (() => ({ outcome: Promise.resolve(SENT), cancel: () => {} })),
    ),
    confirm: vi.fn<Transport["confirm"]>(
      change.confirm ?? (async () => ({ is: "stored", document: { id: "d1" } as DocumentItem })),
    ),
    abort: vi.fn<Transport["abort"]>(),
    fingerprint: vi.fn<Transport["fingerprint"]>(change.fingerprint ?? (async () => "print")),
    restore: vi.fn<Transport["restore"]>(change.restore ?? (async () => [])),
    watch: vi.fn<Transport["watch"]>(change.watch ?? (async () => null)),
  };
  const engine = new UploadEngine(
    transport,
    { document: { ...POLICY.document, maxSize: 1e9 }, media: POLICY.media, report: POLICY.report },
    25_000_000,
  );
  const steps = () => engine.view().items.map(({ step }) => step.at);
  return { engine, transport, steps };
}

const settle = () => vi.advanceTimersByTimeAsync(60_000);

/** Transfers that end when they are told to. */
function held() {
  const ends: ((outcome: PartsOutcome) => void)[] = [];
  const cancel = vi.fn<(forGood: boolean) => void>(() => ends.at(-1)?.({ is: "cancelled" }));
  const sendParts: Transport["sendParts"] = () => ({
    outcome: new Promise((resolve) => ends.push(resolve)),
    cancel,
  });
  return { ends, cancel, sendParts };
}

describe("a large file", () => {
  vi.useFakeTimers();

  it("is sent in parts without being read before, and confirmed with its parts and its checksum", async () => {
    const { engine, transport, steps } = world();
    engine.add([film()], "document");
    await settle();
    expect(steps()).toEqual(["stored"]);
    expect(transport.hash).not.toHaveBeenCalled();
    expect(transport.sign.mock.calls[0]?.[0][0]).not.toHaveProperty("sha256");
    expect(transport.confirm.mock.calls).toEqual([["p1", PROOF]]);
  });
  describe("of which the school may have the bytes already", () => {
    const found = { id: "d0", filename: "old.pdf", deletedAt: null } as DocumentItem;
    const asks =
      (last: UploadOffer): Transport["sign"] =>
      async ([file]) => ({
        ok: true,
        data: [
          file?.keepBoth
            ? { ok: true, upload: ticket("p1") }
            : file?.sha256 === undefined
              ? { ok: true, readFirst: true }
              : last,
        ],
      });

    it("is read before it is sent, and waits for a word where they are here", async () => {
      const { engine, transport, steps } = world({ sign: asks({ ok: true, here: found }) });
      engine.add([film()], "document");
      await settle();
      expect(steps()).toEqual(["here"]);
      expect(transport.sendParts).not.toHaveBeenCalled();
      engine.keepBoth(engine.view().items.map(({ id }) => id));
      await settle();
      expect(steps()).toEqual(["stored"]);
    });

    it("is sent where they are not, and where it cannot be read ahead", async () => {
      const upload = { ok: true, upload: ticket("p1") } as const;
      const other = world({ sign: asks(upload) });
      other.engine.add([film()], "document");
      await settle();
      expect(other.steps()).toEqual(["stored"]);

      const failure = { from: "browser", reason: "no_worker", retry: true } as const;
      const blind = world({ sign: asks(upload), hash: async () => ({ ok: false, failure }) });
      blind.engine.add([film()], "document");
      await settle();
      expect(blind.steps()).toEqual(["stored"]);
      expect(blind.transport.sign.mock.calls.at(-1)?.[0][0]).toMatchObject({ keepBoth: true });
    });

    it("is not read to its end when it is given up", async () => {
      const { engine, transport } = world({
        sign: asks({ ok: true, here: found }),
        hash: () => new Promise(() => {}),
      });
      engine.add([film()], "document");
      await settle();
      engine.remove(engine.view().items.map(({ id }) => id));
      expect(transport.stopHash).toHaveBeenCalledTimes(1);
    });
  });

  it("is held, goes on with the same upload, and is given up for good", async () => {
    const { ends, cancel, sendParts } = held();
    const { engine, transport, steps } = world({ sendParts });
    engine.add([film()], "document");
    await settle();
    const id = engine.view().items[0]?.id ?? "";
    engine.pause(id);
    await settle();
    expect([steps(), engine.view().summary.held]).toEqual([["paused"], true]);
    expect(cancel).toHaveBeenLastCalledWith(false);
    engine.resume(id);
    await settle();
    expect(transport.sendParts.mock.calls.map(([{ uploadId }, , again]) => [uploadId, again])).toEqual([
      ["p1", false],
      ["p1", true],
    ]);
    engine.remove([id]);
    await settle();
    expect(cancel).toHaveBeenLastCalledWith(true);
    expect(transport.abort.mock.calls).toEqual([["p1", true]]);
    expect(ends).toHaveLength(2);
  });

  it("that fails keeps what has arrived, and asked again goes on with it", async () => {
    const outcomes: PartsOutcome[] = [{ is: "failed", failure: PARTS }];
    const { engine, transport, steps } = world({
      sendParts: () => ({ outcome: Promise.resolve(outcomes.shift() ?? SENT), cancel: () => {} }),
    });
    engine.add([film()], "document");
    await settle();
    expect(engine.view().items[0]?.step).toMatchObject({ at: "failed", failure: PARTS });
    expect(transport.abort).not.toHaveBeenCalled();
    engine.retry(engine.view().items.map(({ id }) => id));
    await settle();
    expect(steps()).toEqual(["stored"]);
    expect(transport.sign).toHaveBeenCalledTimes(1);
  });

  it("begins anew where the store knows the upload no more", async () => {
    const outcomes: PartsOutcome[] = [{ is: "gone" }];
    const { engine, transport, steps } = world({
      sendParts: () => ({ outcome: Promise.resolve(outcomes.shift() ?? SENT), cancel: () => {} }),
    });
    engine.add([film()], "document");
    await settle();
    expect(steps()).toEqual(["stored"]);
    expect(transport.abort.mock.calls).toEqual([["p1", true]]);
    expect(transport.sign).toHaveBeenCalledTimes(2);
  });

  it("of which parts are missing at the end sends those, and no others", async () => {
    const answers: ConfirmOutcome[] = [{ is: "problem", code: "upload_not_arrived", details: {} }];
    const { engine, transport, steps } = world({
      confirm: async () => answers.shift() ?? { is: "stored", document: { id: "d1" } as DocumentItem },
    });
    engine.add([film()], "document");
    await settle();
    expect(steps()).toEqual(["stored"]);
    expect(transport.sendParts.mock.calls.map(([, , again]) => again)).toEqual([false, true]);
  });

  it("that is withdrawn later says so while somebody is here", async () => {
    const failure = { ...refusal("checksum_mismatch"), retry: false };
    const { engine } = world({ watch: async () => failure });
    engine.add([film()], "document");
    await settle();
    expect(engine.view().items[0]?.step).toMatchObject({ at: "failed", failure });
  });
});

describe("what an earlier visit left", () => {
  it("waits for its file, and goes on with no other", async () => {
    const prints = ["other", "print"];
    const { engine, transport, steps } = world({
      restore: async () => [LEFT],
      fingerprint: async () => prints.shift() ?? "",
    });
    engine.restore();
    await settle();
    expect(engine.view().summary).toMatchObject({ absent: 1, busy: false });
    const id = engine.view().items[0]?.id ?? "";
    await engine.choose(id, film("another.pdf"));
    await engine.choose(id, film());
    await settle();
    expect(engine.view().items[0]?.step).toMatchObject({ at: "absent", wrong: true });
    expect(transport.sendParts).not.toHaveBeenCalled();
    await engine.choose(id, film());
    await settle();
    expect(steps()).toEqual(["stored"]);
    expect(transport.sendParts.mock.calls.map(([{ uploadId }, , again]) => [uploadId, again])).toEqual([
      ["old", true],
    ]);
  });

  it("goes on when the file is dropped like any other; one that only looks like it is a new one", async () => {
    for (const [print, expected] of [
      ["print", ["stored"]],
      ["other", ["absent", "stored"]],
    ] as const) {
      const { engine, steps } = world({ restore: async () => [LEFT], fingerprint: async () => print });
      engine.restore();
      engine.add([film()], "document");
      await settle();
      expect(steps()).toEqual(expected);
    }
  });

  it("needs no file where all parts are there", async () => {
    const { engine, transport, steps } = world({ restore: async () => [{ ...LEFT, whole: true }] });
    engine.restore();
    await settle();
    expect(steps()).toEqual(["stored"]);
    expect(transport.sendParts).not.toHaveBeenCalled();
  });

  it("stays open when the tray is closed, and ends when it is given up", async () => {
    const { engine, transport } = world({ restore: async () => [LEFT] });
    engine.restore();
    await settle();
    const id = engine.view().items[0]?.id ?? "";
    engine.close();
    await settle();
    expect([engine.view().items, transport.abort.mock.calls]).toEqual([[], []]);
    engine.restore();
    await settle();
    engine.remove(engine.view().items.map((item) => item.id));
    expect(id).not.toBe("");
    expect(transport.abort.mock.calls).toEqual([["old", true]]);
  });
});
