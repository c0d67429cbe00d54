import { describe, expect, it, vi } from "vitest";
import { UploadEngine } from "#components/upload/engine.ts";
import type { ConfirmOutcome, SendOutcome, Transport } from "#components/upload/transport.ts";
import { POLICY } from "#lib/documents/constants.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

const DOCUMENT = { id: "d1", filename: "a.pdf" } as DocumentItem;
const PROOF = { sha256: "cd", parts: [{ number: 1, etag: '"e"' }] };
const STORED: ConfirmOutcome = { is: "stored", document: DOCUMENT };

function pdf(name: string, size = 10): File {
  return new File([new Uint8Array(size)], name, { type: "application/pdf" });
}

/** A world in which everything works, except for what a test says. */
function world(change: Partial<Transport> = {}) {
  let uploads = 0;
  const works: Omit<Transport, "abort" | "stopHash"> = {
    hash: async () => ({ ok: true, sha256: "ab" }),
    sign: async (files) => ({
      ok: true,
      data: files.map(() => {
        uploads += 1;
        const expiresAt = new Date(Date.now() + 900_000).toISOString();
        const upload = { uploadId: `u${uploads}`, method: "put", url: "", headers: {}, expiresAt } as const;
        return { ok: true, upload };
      }),
    }),
    send: () => ({ outcome: Promise.resolve<SendOutcome>("sent"), cancel: () => {} }),
    sendParts: () => ({ outcome: Promise.resolve({ is: "sent", proof: PROOF }), cancel: () => {} }),
    confirm: async () => STORED,
    fingerprint: async () => "print",
    restore: async () => [],
    watch: async () => null,
    ...change,
  };
  const transport = {
    hash: vi.fn<Transport["hash"]>(works.hash),
    stopHash: vi.fn<Transport["stopHash"]>(),
    sign: vi.fn<Transport["sign"]>(works.sign),
    send: vi.fn<Transport["send"]>(works.send),
    sendParts: vi.fn<Transport["sendParts"]>(works.sendParts),
    fingerprint: vi.fn<Transport["fingerprint"]>(works.fingerprint),
    restore: vi.fn<Transport["restore"]>(works.restore),
    watch: vi.fn<Transport["watch"]>(works.watch),
    confirm: vi.fn<Transport["confirm"]>(works.confirm),
    abort: vi.fn<Transport["abort"]>(),
  };
  const engine = new UploadEngine(transport, POLICY, 25_000_000);
  const stored: string[] = [];
  engine.onStored(({ id }) => stored.push(id));
  return { engine, transport, stored };
}

/** Lets all timers and promises come to their end. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(60_000);
}

describe("UploadEngine", () => {
  vi.useFakeTimers();

  it("asks for each file as what it was added as, and holds it to that policy", async () => {
    const { engine, transport } = world();
    engine.add([pdf("a.pdf"), new File(["x"], "film.mp4")], "document");
    engine.add([pdf("b.pdf"), new File(["x"], "film.mp4")], "media");
    await settle();
    const asked = transport.sign.mock.calls.flatMap(([files]) => files);
    expect(asked.map(({ kind, filename }) => [kind, filename])).toEqual([
      ["document", "a.pdf"],
      ["media", "film.mp4"],
    ]);
    expect(engine.view().items.map(({ kind, step }) => [kind, step.at])).toEqual([
      ["document", "stored"],
      ["document", "failed"],
      ["media", "failed"],
      ["media", "stored"],
    ]);
  });

  it("asks for the next version of a document as that one's, and leaves kinds it does not know to the server", async () => {
    const { engine, transport } = world();
    engine.add([pdf("a.pdf")], "document", { id: "d1", name: "Plan.pdf" });
    engine.add([pdf("b.pdf")], "report", { id: "d2", name: "Term.pdf" });
    await settle();
    const asked = transport.sign.mock.calls.flatMap(([files]) => files);
    expect(asked.map(({ kind, replaces }) => [kind, replaces])).toEqual([
      ["document", "d1"],
      ["report", "d2"],
    ]);
    expect(engine.view().items.map(({ step }) => step.at)).toEqual(["stored", "stored"]);
  });

  it("uploads what the policy takes, and says at once what it does not", async () => {
    const { engine, transport, stored } = world();
    engine.add([pdf("a.pdf"), new File(["x"], "b.exe"), pdf("empty.pdf", 0)], "document");
    await settle();
    expect(stored).toEqual(["d1"]);
    expect(transport.sign).toHaveBeenCalledTimes(1);
    expect(engine.view().summary).toMatchObject({ total: 3, stored: 1, failed: 2, busy: false });
  });

  it("finishes five hundred files in windows of at most fifty", async () => {
    const { engine, transport } = world();
    engine.add(
      Array.from({ length: 500 }, (_, index) => pdf(`${index}.pdf`)),
      "document",
    );
    await settle();
    expect(engine.view().summary).toMatchObject({ stored: 500, busy: false });
    const windows = transport.sign.mock.calls.map(([files]) => files.length);
    expect(Math.max(...windows)).toBeLessThanOrEqual(50);
    expect(windows.reduce((sum, size) => sum + size, 0)).toBe(500);
  });

  it("leaves what is here already to the person, counts it apart, and uploads it at their word", async () => {
    const found = { id: "d0", filename: "old.pdf", deletedAt: null } as DocumentItem;
    const upload = { uploadId: "u1", method: "put", url: "", headers: {}, expiresAt: "2999-01-01" } as const;
    const { engine, transport, stored } = world({
      sign: async (files) => ({
        ok: true,
        data: files.map(({ keepBoth, filename }) =>
          keepBoth || filename === "new.pdf" ? { ok: true, upload } : { ok: true, here: found },
        ),
      }),
    });
    engine.add([pdf("a.pdf"), pdf("new.pdf"), pdf("b.pdf")], "document");
    await settle();
    expect(engine.view().summary).toMatchObject({ total: 3, stored: 1, here: 2, failed: 0, busy: false });
    expect(engine.view().items[0]?.step).toEqual({ at: "here", sha256: "ab", found });
    const [first, , last] = engine.view().items.map(({ id }) => id);
    engine.keepBoth([first ?? ""]);
    engine.remove([last ?? ""]);
    await settle();
    expect(engine.view().summary).toMatchObject({ total: 2, stored: 2, here: 0, busy: false });
    expect(stored).toEqual(["d1", "d1"]);
    // It was read once.
    expect(transport.hash).toHaveBeenCalledTimes(3);
    expect(transport.abort).not.toHaveBeenCalled();
  });

  it("takes what was restored off the list, and tells of it", async () => {
    const found = { id: "d0", filename: "old.pdf", deletedAt: "2026-01-01" } as DocumentItem;
    const { engine, stored } = world({ sign: async () => ({ ok: true, data: [{ ok: true, here: found }] }) });
    engine.add([pdf("a.pdf")], "document");
    await settle();
    engine.restored(engine.view().items[0]?.id ?? "", { ...found, deletedAt: null });
    await settle();
    expect(engine.view().items).toEqual([]);
    expect(stored).toEqual(["d0"]);
  });

  it("takes the server's word when the transfer's answer is lost", async () => {
    const { engine, transport, stored } = world({
      send: () => ({ outcome: Promise.resolve<SendOutcome>("failed"), cancel: () => {} }),
    });
    engine.add([pdf("a.pdf")], "document");
    await settle();
    expect(stored).toEqual(["d1"]);
    expect(transport.abort).not.toHaveBeenCalled();
  });

  it("starts afresh when nothing arrived, gives the old uploads up, and in the end says so", async () => {
    const { engine, transport } = world({
      confirm: async () => ({ is: "problem", code: "upload_not_arrived", details: {} }),
    });
    engine.add([pdf("a.pdf")], "document");
    await settle();
    const [item] = engine.view().items;
    expect(item?.step).toMatchObject({
      at: "failed",
      failure: { from: "browser", reason: "transfer", retry: true },
    });
    expect(transport.abort.mock.calls.flat()).toEqual(["u1", false, "u2", false, "u3", false, "u4", false]);
  });

  it("asks again, and sends nothing again, while the server does not answer", async () => {
    const answers: ConfirmOutcome[] = [
      { is: "no_answer" },
      { is: "problem", code: "storage_unavailable", details: {}, wait: 5000 },
      STORED,
    ];
    const { engine, transport, stored } = world({ confirm: async () => answers.shift() ?? STORED });
    engine.add([pdf("a.pdf")], "document");
    await settle();
    expect(stored).toEqual(["d1"]);
    expect(transport.send).toHaveBeenCalledTimes(1);
  });

  it("does not try again what the server refused, and leaves no upload open", async () => {
    const refused = { is: "problem", code: "content_mismatch", details: { found: "text/html" } } as const;
    const confirm = vi.fn<Transport["confirm"]>(async () => refused);
    const { engine, transport } = world({ confirm });
    engine.add([pdf("a.pdf")], "document");
    await settle();
    expect(confirm).toHaveBeenCalledTimes(1);
    expect(transport.abort.mock.calls).toEqual([["u1", false]]);
    expect(engine.view().summary.failed).toBe(1);
  });

  it("asks about the bytes that had arrived, and sends nothing again, after a session that ended", async () => {
    const answers: ConfirmOutcome[] = [{ is: "problem", code: "unauthenticated", details: {} }, STORED];
    const { engine, transport, stored } = world({ confirm: async () => answers.shift() ?? STORED });
    engine.add([pdf("a.pdf")], "document");
    await settle();
    expect(engine.view().summary).toMatchObject({ failed: 1, busy: false });
    engine.retry(engine.view().items.map(({ id }) => id));
    await settle();
    expect(stored).toEqual(["d1"]);
    expect(transport.send).toHaveBeenCalledTimes(1);
    expect(transport.abort).not.toHaveBeenCalled();
  });

  it("fails one file of a window without its neighbours", async () => {
    const { engine, transport, stored } = world();
    const works = transport.sign.getMockImplementation();
    transport.sign.mockImplementationOnce(async (files) => {
      const result = await works?.(files);
      if (result?.ok) result.data[0] = { ok: false, code: "invalid_filename", details: {} };
      return result ?? { ok: true, data: [] };
    });
    engine.add([pdf("bad.pdf"), pdf("good.pdf")], "document");
    await settle();
    expect(stored).toHaveLength(2 - 1);
    expect(engine.view().items[0]?.step).toMatchObject({
      at: "failed",
      failure: { code: "invalid_filename" },
    });
  });

  it("tries to sign again when the server cannot be reached", async () => {
    const { engine, transport, stored } = world();
    transport.sign.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    engine.add([pdf("a.pdf")], "document");
    await settle();
    expect(stored).toEqual(["d1"]);
    expect(transport.sign).toHaveBeenCalledTimes(2);
  });

  it("cancels a transfer, gives its upload up and forgets the file", async () => {
    const cancel = vi.fn<() => void>();
    const { engine, transport } = world({
      send: () => ({ outcome: new Promise<SendOutcome>(() => {}), cancel }),
    });
    engine.add([pdf("a.pdf")], "document");
    await settle();
    engine.remove(engine.view().items.map(({ id }) => id));
    await settle();
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(transport.abort.mock.calls).toEqual([["u1", false]]);
    expect(engine.view().items).toEqual([]);
  });

  it("gives back what was signed for a file that is gone by then", async () => {
    const { engine, transport } = world();
    engine.add([pdf("a.pdf")], "document");
    await vi.advanceTimersByTimeAsync(0);
    const { engine: other, transport: slow } = world({
      sign: async () => {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const upload = {
          uploadId: "late",
          method: "put",
          url: "",
          headers: {},
          expiresAt: "2999-01-01",
        } as const;
        return { ok: true, data: [{ ok: true, upload }] };
      },
    });
    other.add([pdf("b.pdf")], "document");
    await vi.advanceTimersByTimeAsync(200);
    other.remove(other.view().items.map(({ id }) => id));
    await settle();
    expect(slow.abort.mock.calls).toEqual([["late", false]]);
    expect(slow.send).not.toHaveBeenCalled();
    expect(transport.send).toHaveBeenCalledTimes(1);
  });

  it("waits while there is no connection and goes on by itself", async () => {
    const { engine, transport, stored } = world();
    engine.setOnline(false);
    engine.add([pdf("a.pdf")], "document");
    await settle();
    expect(transport.sign).not.toHaveBeenCalled();
    engine.setOnline(true);
    await settle();
    expect(stored).toEqual(["d1"]);
  });
});
