import { currentActor } from "#lib/auth/session.ts";
import { config } from "#lib/config.ts";
import { isSameOrigin } from "#lib/http/same-origin.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";
import { examineFor } from "#lib/storage/doctor/run.ts";
import type { Line } from "#lib/storage/doctor/types.ts";

/** No proxy is to gather the lines before it passes them on. */
const STREAMED = {
  "Content-Type": "application/x-ndjson; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

type Lines = Awaited<ReturnType<typeof examineFor>>;

function streamOf(lines: Lines): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await lines.next();
        const line: Line = next.done
          ? { end: true }
          : "put" in next.value
            ? { task: next.value }
            : { result: next.value };
        controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        if (next.done) controller.close();
      } catch (error) {
        log.error({ err: error }, "the doctor ended early");
        controller.error(error);
      }
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** Runs the checks of the storage and tells each as it is known, a line of JSON each. A route, as actions do not stream. */
export async function POST(request: Request): Promise<Response> {
  try {
    const actor = await currentActor();
    if (!actor?.platformAdmin) return new Response(null, { status: 404 });
    const { NEXTAUTH_URL, TRUSTED_PROXY_HOPS } = config();
    if (!isSameOrigin(request.headers, NEXTAUTH_URL, TRUSTED_PROXY_HOPS))
      return new Response(null, { status: 403 });
    const origin = request.headers.get("origin") ?? "";
    return new Response(streamOf(await examineFor(actor, origin)), { headers: STREAMED });
  } catch (error) {
    const known = knownError(error);
    if (known === null) log.error({ err: error }, "the doctor could not be run");
    return new Response(null, { status: known?.status ?? 500 });
  }
}
