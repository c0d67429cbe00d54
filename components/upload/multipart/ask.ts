import { CONNECTION, PARTS, passes, readProblem, refusal } from "#components/upload/failures.ts";
import type { Failure } from "#components/upload/item.ts";
import { Ended } from "#components/upload/multipart/outcome.ts";
import { MAX_TRIES, pauseBefore, wait } from "#components/upload/multipart/pause.ts";
import type { UploadState } from "#lib/uploads/types.ts";

type StateAnswer = {
  kind: UploadState["kind"];
  status: UploadState["status"];
  refusal: UploadState["refusal"];
  filename: string;
  content_type: string;
  size: number;
  replaces: string | null;
  part_size: number | null;
  part_count: number | null;
  parts: { part_number: number; etag: string; size: number }[] | null;
  verified: boolean;
  expires_at: string;
};

type PartsAnswer = {
  parts: { part_number: number; url: string; headers: Record<string, string> }[];
  expires_at: string;
};

type Answer<T> = { ok: true; data: T } | { ok: false; gone: boolean; failure: Failure; passes: boolean };

const NO_ANSWER = { ok: false, gone: false, failure: CONNECTION, passes: true } as const;

async function ask<T>(uploadId: string, tail: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/v1/uploads/${encodeURIComponent(uploadId)}${tail}`, init);
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, data: body as T };
    const problem = readProblem(body);
    if (problem === null) return NO_ANSWER;
    const { code, details } = problem;
    // Not found is what another school's upload is, in a session that has changed schools: it is there for its own.
    const failure = code === "not_found" ? PARTS : refusal(code, details);
    return { ok: false, gone: code === "upload_closed", failure, passes: passes(code) };
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return NO_ANSWER;
  }
}

/** Where an upload stands. One try. */
export async function askState(uploadId: string, signal?: AbortSignal) {
  return ask<StateAnswer>(uploadId, "", signal ? { signal } : {});
}

/** Has parts signed. One try. */
async function askParts(uploadId: string, numbers: readonly number[], signal: AbortSignal) {
  return ask<PartsAnswer>(uploadId, "/parts", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ part_numbers: numbers }),
    signal,
  });
}

/** Asks until there is an answer. Throws {@link Ended} where the server says no, or does not answer for minutes. */
async function insist<T>(once: () => Promise<Answer<T>>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const answer = await once();
    if (answer.ok) return answer.data;
    if (answer.gone) throw new Ended({ is: "gone" });
    if (!answer.passes || tries >= MAX_TRIES) throw new Ended({ is: "failed", failure: answer.failure });
    await wait(pauseBefore(tries), signal);
  }
}

/** Where an upload stands, whatever it takes to hear of it. */
export const stateOf = (uploadId: string, signal: AbortSignal) =>
  insist(() => askState(uploadId, signal), signal);

/** Signed parts, whatever it takes to get them. */
export const signedParts = (uploadId: string, numbers: readonly number[], signal: AbortSignal) =>
  insist(() => askParts(uploadId, numbers, signal), signal);
