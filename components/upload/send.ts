import { readable } from "#components/upload/readable.ts";
import type { SendOutcome, Transport } from "#components/upload/transport.ts";
import type { WholeTicket } from "#lib/uploads/types.ts";

/** Milliseconds without a single byte moving after which a transfer counts as dropped. */
const SILENCE = 60_000;

function body(ticket: WholeTicket, file: File): FormData | File {
  if (ticket.method === "put") return file;
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  // The file goes last: a store reads no field after it.
  form.append("file", file, file.name);
  return form;
}

/** Sends a file's bytes straight to the store. XMLHttpRequest, because fetch tells no progress. */
export const send: Transport["send"] = (ticket, file, onProgress) => {
  const request = new XMLHttpRequest();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const moved = () => {
    clearTimeout(silence);
    silence = setTimeout(() => request.abort(), SILENCE);
  };
  let cancelled = false;
  const outcome = new Promise<SendOutcome>((resolve) => {
    request.upload.addEventListener("progress", (event) => {
      moved();
      onProgress(event.loaded);
    });
    request.addEventListener("loadend", () => {
      clearTimeout(silence);
      if (cancelled) resolve("cancelled");
      // 412: the key is taken already, and only our own earlier try can have taken it.
      else if ((request.status >= 200 && request.status < 300) || request.status === 412) resolve("sent");
      else void readable(file).then((can) => resolve(can ? "failed" : "unreadable"));
    });
  });
  request.open(ticket.method.toUpperCase(), ticket.url);
  if (ticket.method === "put") {
    for (const [name, value] of Object.entries(ticket.headers)) request.setRequestHeader(name, value);
  }
  moved();
  request.send(body(ticket, file));
  const cancel = () => {
    cancelled = true;
    request.abort();
  };
  return { outcome, cancel };
};
