import "server-only";
import { once } from "node:events";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { ApiError } from "#lib/api/codes.ts";
import { drain } from "#lib/api/drain.ts";
import { heldStream } from "#lib/api/held-stream.ts";

const LIMITS = {
  fields: 20,
  fieldSize: 8 * 1024,
  files: 1,
  parts: 22,
  headerPairs: 10,
  headerSize: 16 * 1024,
};

/** The file of a form; `filename` and `contentType` are as its part gives them. */
export type FormFile = { filename: string; contentType: string; body: ReadableStream<Uint8Array> };

/** A form whose fields are read and whose file is still on its way. */
export type OpenForm = {
  fields: Readonly<Record<string, string>>;
  file: FormFile;
  /** Why the form turned out to be wrong after all, which the end of `file.body` waits to know. */
  failure: () => ApiError | undefined;
  /** Lets go of what nobody read. Must be called in the end, whatever happened. */
  discard: () => void;
};

function wrong(field: string | undefined, message: string): ApiError {
  return new ApiError("invalid_request", {
    fields: new Map([[field?.slice(0, 100) || "(body)", [message]]]),
  });
}

function parserFor(request: Request): BusboyInstance {
  const type = request.headers.get("content-type") ?? "";
  try {
    if (!/^multipart\/form-data\s*;/i.test(type)) throw new Error("not multipart/form-data");
    // The name of the file is the person's own: no part of it is taken for a folder.
    return new Busboy({ headers: { "content-type": type }, preservePath: true, limits: LIMITS });
  } catch (cause) {
    throw new ApiError("unsupported_media_type", {
      detail: "Send the body as multipart/form-data with a boundary.",
      cause,
    });
  }
}

/**
 * Reads a multipart/form-data body up to its file, which is then streamed with back-pressure. The file is one part
 * named `file`, after all other fields: only so are they known before the first byte is stored.
 * @throws {ApiError} unsupported_media_type or invalid_request.
 */
export async function openForm(request: Request): Promise<OpenForm> {
  const parser = parserFor(request);
  const reader = (request.body ?? new Blob([]).stream()).getReader();
  const stop = new AbortController();
  const fields = new Map<string, string>();
  const opened = Promise.withResolvers<FormFile>();
  const whole = Promise.withResolvers<void>();
  let failure: ApiError | undefined;
  let fileSeen = false;

  const fail = (error: ApiError) => {
    failure ??= error;
    opened.reject(failure);
    whole.reject(failure);
    stop.abort();
  };
  // Either may be rejected while nobody waits for it.
  opened.promise.catch(() => {});
  whole.promise.catch(() => {});

  parser.on("field", (name: string | undefined, value, _nameCut, cut) => {
    if (fileSeen) return fail(wrong(name, "Comes after the file; fields go before it."));
    if (name === undefined) return fail(wrong(name, "A field has no name."));
    if (fields.has(name)) return fail(wrong(name, "Given more than once."));
    if (cut) return fail(wrong(name, "Too long."));
    fields.set(name, value);
  });
  parser.on(
    "file",
    (name: string | undefined, stream, filename: string | undefined, _encoding, contentType) => {
      fileSeen = true;
      const body = heldStream(stream, whole.promise);
      if (name !== "file") return fail(wrong(name, "Send the file as 'file'."));
      opened.resolve({ filename: filename ?? "", contentType, body });
    },
  );
  for (const limit of ["partsLimit", "filesLimit", "fieldsLimit"] as const) {
    parser.on(limit, () => fail(wrong("(body)", "Too many fields, or more than one file.")));
  }
  parser.on("error", (cause) => {
    fail(new ApiError("invalid_request", { detail: "The form is cut short or malformed.", cause }));
  });
  parser.on("finish", () => {
    if (!fileSeen) fail(wrong("file", "There is no file."));
    whole.resolve();
  });

  const pump = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (stop.signal.aborted) return;
      if (done) break;
      if (!parser.write(value)) await once(parser, "drain", { signal: stop.signal });
    }
    parser.end();
  };
  pump()
    .catch((cause: unknown) => {
      fail(new ApiError("invalid_request", { detail: "The connection ended within the form.", cause }));
    })
    .finally(() => drain(reader));

  const discard = () => {
    stop.abort();
    fail(new ApiError("invalid_request", { detail: "The form was given up." }));
  };
  const file = await opened.promise;
  return { fields: Object.fromEntries(fields), file, failure: () => failure, discard };
}
