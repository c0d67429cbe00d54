import { readProblem } from "#components/upload/failures.ts";
import type { Proof } from "#components/upload/multipart/outcome.ts";
import type { ConfirmOutcome } from "#components/upload/transport.ts";
import type { Kind } from "#lib/documents/constants.ts";
import { quarantineOf, type Status } from "#lib/documents/status.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { Replaced } from "#lib/versions/types.ts";

/** Who uploads, and into which school: the answer names people by id alone. */
export type Uploader = { id: string; name: string; schoolId: string };

/** The fields of the answer that the list shows. */
type Answer = {
  id: string;
  kind: Kind;
  filename: string;
  title: string | null;
  alt_text: string | null;
  version: number;
  content_type: string;
  file_size: number;
  sha256: string | null;
  status: Status;
  uploaded_at: string;
};

function toReplaced(answer: Answer, verified: boolean): Replaced {
  return {
    id: answer.id,
    filename: answer.filename,
    version: answer.version,
    contentType: answer.content_type,
    fileSize: answer.file_size,
    sha256: answer.sha256,
    sha256Verified: verified && answer.sha256 !== null,
    quarantine: quarantineOf(answer.status),
  };
}

function toItem(answer: Answer, uploader: Uploader, verified: boolean): DocumentItem {
  return {
    ...toReplaced(answer, verified),
    kind: answer.kind,
    title: answer.title,
    altText: answer.alt_text,
    withdrawn: false,
    uploadedBy: { id: uploader.id, name: uploader.name },
    uploadedAt: answer.uploaded_at,
    deletedAt: null,
    purgeAt: null,
    // It is made later; the next list of the server has it.
    thumbnailUrl: null,
    publication: null,
    // Whoever may add a file may delete and rename their own.
    canDelete: true,
    canEdit: true,
  };
}

function address(uploadId: string): string {
  return `/api/v1/uploads/${encodeURIComponent(uploadId)}`;
}

/** Milliseconds of a Retry-After header in seconds. */
function waitOf(response: Response): { wait?: number } {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? { wait: Math.min(seconds, 120) * 1000 } : {};
}

function toBody({ sha256, parts }: Proof) {
  return {
    ...(sha256 !== null && { sha256 }),
    ...(parts !== null && { parts: parts.map(({ number, etag }) => ({ part_number: number, etag })) }),
  };
}

/** Asks the server to check what arrived and to make it a document. Asking twice gives the same answer. */
export async function confirm(uploadId: string, uploader: Uploader, proof?: Proof): Promise<ConfirmOutcome> {
  try {
    const response = await fetch(`${address(uploadId)}/complete`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(proof === undefined ? {} : toBody(proof)),
    });
    const answer: unknown = await response.json();
    // Of a file in parts no store has checked the whole: the worker proves it later.
    const verified = proof === undefined;
    if (response.ok) {
      const told = answer as Answer;
      const isNew = told.version === 1;
      const document = isNew ? toItem(told, uploader, verified) : toReplaced(told, verified);
      return { is: "stored", document };
    }
    const problem = readProblem(answer);
    return problem === null ? { is: "no_answer" } : { is: "problem", ...problem, ...waitOf(response) };
  } catch {
    return { is: "no_answer" };
  }
}

/** Gives an upload up. Nobody waits for it: what is missed here, the sweep removes. */
export function abort(uploadId: string): void {
  fetch(address(uploadId), { method: "DELETE", keepalive: true }).catch(() => undefined);
}
