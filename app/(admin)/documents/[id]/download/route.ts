import { NextResponse } from "next/server";
import { getTranslations } from "next-intl/server";
import { problemPage } from "#components/errors/problem-page.ts";
import { currentActor } from "#lib/auth/session.ts";
import { signDownload } from "#lib/documents/access.ts";
import { AppError } from "#lib/errors.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** The error behind whatever was thrown; what nobody foresaw goes to the log. */
function errorOf(thrown: unknown): AppError {
  const known = knownError(thrown);
  if (known !== null) return known;
  log.error({ err: thrown }, "a download could not be signed");
  return new AppError("internal");
}

/**
 * Sends the browser to a signed address of the file's bytes, under the file's own name: of an older version, where its
 * number is asked for as `version`.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const { pathname, search, searchParams } = new URL(request.url);
  const version = searchParams.get("version");
  try {
    const actor = await currentActor();
    if (actor === null) {
      const location = `/sign-in?next=${encodeURIComponent(pathname + search)}`;
      return new NextResponse(null, { status: 303, headers: { ...NO_STORE, Location: location } });
    }
    const { url } = await signDownload(actor, id, version === null ? {} : { version: Number(version) });
    return new NextResponse(null, { status: 303, headers: { ...NO_STORE, Location: url } });
  } catch (thrown) {
    const { code, details, status } = errorOf(thrown);
    const t = await getTranslations("problem");
    const page = await problemPage({ title: t("downloadTitle"), code, details, link: t("toDocuments") });
    const headers = { ...NO_STORE, "Content-Type": "text/html; charset=utf-8" };
    return new NextResponse(page(request.headers.get("x-nonce") ?? ""), { status, headers });
  }
}
