import { currentActor } from "#lib/auth/session.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";
import { openManifest } from "#lib/reconcile/overview.ts";
import { manifestFormat, runId } from "#lib/reconcile/schema.ts";

const TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" } as const;

/** Asks for the next lines only when those before have gone. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** Everything that a run found, as a file. For all but who looks after the installation it does not exist. */
export async function GET(request: Request, { params }: { params: Promise<{ run: string }> }) {
  try {
    const actor = await currentActor();
    const id = runId.safeParse((await params).run);
    const format = manifestFormat.safeParse(new URL(request.url).searchParams.get("format"));
    if (!actor?.platformAdmin || !id.success || !format.success) return new Response(null, { status: 404 });
    const lines = await openManifest(actor, id.data, format.data);
    return new Response(streamOf(lines), {
      headers: {
        "Content-Type": TYPES[format.data],
        "Content-Disposition": `attachment; filename="reconcile-${id.data}.${format.data}"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    const known = knownError(error);
    if (known === null) log.error({ err: error }, "a manifest could not be written");
    return new Response(null, { status: known?.status ?? 500 });
  }
}
