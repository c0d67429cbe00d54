import "server-only";
import pino from "pino";

/** Structured logs on standard output. Never give it a secret, a token or a signed URL. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: { service: "athena-docs" },
  redact: {
    paths: ["*.password", "*.token", "*.secret", "*.url", "*.authorization", "*.cookie"],
    censor: "[hidden]",
  },
});
