import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BrokenOff, type Missing, NothingLeft, type Progress, zipOf } from "#components/zip/archive.ts";
import type { Sign } from "#components/zip/signatures.ts";
import type { ArchiveFile } from "#components/zip/transfer.ts";

type Stored = {
  bytes: Uint8Array<ArrayBuffer>;
  answer?: (request: Request, call: number) => Response | null;
};

let store: Map<string, Stored>;
let calls: Map<string, number>;

const text = (words: string) => new TextEncoder().encode(words);
const uploadedAt = "2026-11-22T10:00:00.000Z";

function file(id: string, bytes: Uint8Array<ArrayBuffer>, answer?: Stored["answer"]): ArchiveFile {
  store.set(id, { bytes, ...(answer && { answer }) });
  return { id, filename: `${id}.txt`, fileSize: bytes.length, uploadedAt };
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const sign: Sign = async (ids) => ({
  ok: true,
  data: {
    signed: ids.map((id) => ({ id, url: `https://store.example/${id}`, expiresAt: inAnHour() })),
    refused: [],
  },
});

async function make(files: readonly ArchiveFile[], signer: Sign = sign, stop = new AbortController()) {
  const progress: Progress[] = [];
  const { stream, missing, failure } = zipOf(files, {
    sign: signer,
    signal: stop.signal,
    onProgress: (step) => progress.push(step),
    list: {
      name: "missing.txt",
      write: (gone: readonly Missing[]) => gone.map((one) => one.filename).join(),
    },
  });
  const zip = await new Response(stream).arrayBuffer().catch(() => {
    throw failure();
  });
  return { zip: Buffer.from(zip).toString("latin1"), missing, progress };
}

beforeEach(() => {
  store = new Map();
  calls = new Map();
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 1000 });
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const request = new Request(url, init);
    const id = url.split("/").at(-1) ?? "";
    const call = (calls.get(id) ?? 0) + 1;
    calls.set(id, call);
    const stored = store.get(id);
    const answer = stored?.answer?.(request, call);
    if (answer) return answer;
    const from = Number(/bytes=(\d+)-/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
    return new Response(stored?.bytes.slice(from), { status: from > 0 ? 206 : 200 });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("an archive", () => {
  it("holds every file, and counts each", async () => {
    const { zip, missing, progress } = await make([file("a", text("first")), file("b", text("second"))]);
    expect(zip).toContain("first");
    expect(zip).toContain("second");
    expect(missing).toEqual([]);
    expect(progress.at(-1)).toEqual({ files: 2, bytes: 11 });
    expect(zip).not.toContain("missing.txt");
  });

  it("tries again what failed on the way, and signs anew what ran out", async () => {
    const signed: string[][] = [];
    const counting: Sign = async (ids) => {
      signed.push(ids);
      return sign(ids);
    };
    const files = [
      file("cut", text("whole again"), (_, call) => (call === 1 ? new Response("who") : null)),
      file("old", text("fresh"), (_, call) => (call === 1 ? new Response(null, { status: 403 }) : null)),
    ];
    const { zip, missing } = await make(files, counting);
    expect(missing).toEqual([]);
    expect(zip).toContain("whole again");
    expect(zip).toContain("fresh");
    expect(signed).toEqual([["cut", "old"], ["old"]]);
  });

  it("names what cannot be had, in itself too", async () => {
    const refusing: Sign = async (ids) => ({
      ok: true,
      data: {
        signed: ids
          .filter((id) => id !== "secret")
          .map((id) => ({ id, url: `https://store.example/${id}`, expiresAt: inAnHour() })),
        refused: [{ id: "secret", code: "forbidden" }],
      },
    });
    const files = [
      file("good", text("bytes")),
      file("secret", text("no")),
      file("lost", text("never"), () => new Response(null, { status: 404 })),
    ];
    const { zip, missing } = await make(files, refusing);
    expect(missing).toEqual([
      { filename: "secret.txt", reason: "forbidden" },
      { filename: "lost.txt", reason: "transfer" },
    ]);
    expect(zip).toContain("missing.txt");
    expect(zip).toContain("secret.txt,lost.txt");
    expect(calls.has("secret")).toBe(false);
  });

  it("is none where nothing can be had", async () => {
    const gone = file("gone", text("x"), () => new Response(null, { status: 500 }));
    await expect(make([gone])).rejects.toBeInstanceOf(NothingLeft);
    const signedOut: Sign = async () => ({ ok: false, code: "unauthenticated", details: {} });
    await expect(make([file("a", text("x"))], signedOut)).rejects.toBeInstanceOf(NothingLeft);
  });

  it("takes a large file up where the line dropped, and is given up where the rest does not come", async () => {
    const bytes = new Uint8Array(17_000_000).fill(65);
    const dropping =
      (rest: boolean): Stored["answer"] =>
      (request) => {
        if (request.headers.has("range")) return rest ? null : new Response(null, { status: 500 });
        let sent = false;
        const body = new ReadableStream<Uint8Array>({
          pull(controller) {
            if (sent) controller.error(new Error("the line dropped"));
            else controller.enqueue(bytes.slice(0, 5_000_000));
            sent = true;
          },
        });
        return new Response(body);
      };
    const { zip, progress } = await make([file("large", bytes, dropping(true))]);
    expect(zip.length).toBeGreaterThan(bytes.length);
    expect(progress.at(-1)).toEqual({ files: 1, bytes: bytes.length });
    const lost = make([file("lost", bytes, dropping(false)), file("a", text("x"))]);
    await expect(lost).rejects.toBeInstanceOf(BrokenOff);
  });

  it("ends at once when it is cancelled", async () => {
    const stop = new AbortController();
    const files = [
      file("a", text("x"), () => {
        stop.abort();
        return new Response(null, { status: 500 });
      }),
      file("b", text("y")),
    ];
    await expect(make(files, sign, stop)).rejects.toMatchObject({ name: "AbortError" });
    expect(calls.get("a")).toBe(1);
  });

  it("signs a long list in windows, each file once", async () => {
    const signed: string[] = [];
    const most: number[] = [];
    const counting: Sign = async (ids) => {
      signed.push(...ids);
      most.push(ids.length);
      return sign(ids);
    };
    const files = Array.from({ length: 230 }, (_, at) => file(`f${at}`, text(`${at}`)));
    const { missing } = await make(files, counting);
    expect(missing).toEqual([]);
    expect(signed).toHaveLength(230);
    expect(new Set(signed).size).toBe(230);
    expect(Math.max(...most)).toBeLessThanOrEqual(100);
  });
});
