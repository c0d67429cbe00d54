import "server-only";
import pino, { type DestinationStream, type Logger } from "pino";
import { logContext } from "#lib/log-context.ts";

/** What gives somebody a right, wherever in a line it stands: in the message of an error, in an address within it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // Of a signed request: whoever has these has the file.
  [/(X-Amz-(?:Signature|Credential|Security-Token)=)[^&"'\\\s]+/gi, "$1[hidden]"],
  [/((?:Bearer|Basic) +)[A-Za-z0-9+/=._~-]{8,}/gi, "$1[hidden]"],
  // The user and the password of an address: of the database, of a mail server. Schemes are short, and say so here, for
  // without an end to them a long line of letters would be read again from each of its letters on.
  [/\b([a-z][a-z0-9+]{0,20}:\/\/)[^/@"'\\\s]+@/gi, "$1[hidden]@"],
  [/\bath_[\w-]{20,}/g, "[hidden]"],
  [/([?&#](?:token|code|secret|password)=)[^&"'\\\s]+/gi, "$1[hidden]"],
];

/** A line of the log without what gives somebody a right. */
export function withoutSecrets(line: string): string {
  return SECRETS.reduce((text, [secret, instead]) => text.replace(secret, instead), line);
}

/** A log on `stream`; standard output where none is given. */
export function logTo(stream?: DestinationStream): Logger {
  const options = {
    level: process.env.LOG_LEVEL || "info",
    base: { service: "athena-docs" },
    // pino writes into what it gets here.
    mixin: () => ({ ...logContext().getStore() }),
    hooks: { streamWrite: withoutSecrets },
    redact: {
      paths: ["*.password", "*.token", "*.secret", "*.url", "*.authorization", "*.cookie"],
      censor: "[hidden]",
    },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}

/**
 * Structured logs on standard output, each line with the request or the job that it is about. Never give it a secret, a
 * token or a signed URL: what it hides is a net below that, no leave to jump.
 */
export const log = logTo();
