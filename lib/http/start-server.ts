import "server-only";
import { config } from "#lib/config.ts";
import { ConfigurationError, type Env } from "#lib/env.ts";
import { closing } from "#lib/http/closing.ts";
import { tellContentLength } from "#lib/http/content-length.ts";
import { aroundEveryRequest } from "#lib/http/every-request.ts";
import { tellPeerAddress } from "#lib/http/peer-address.ts";
import { nameRequest } from "#lib/http/request-name.ts";
import { shutDownOnSignals } from "#lib/http/shut-down.ts";
import { watchRequest } from "#lib/http/watch-request.ts";
import { logContext } from "#lib/log-context.ts";
import { flushTraces } from "#lib/tracing/flush.ts";
import { forgetForeignTrace } from "#lib/tracing/foreign.ts";
import { flushQuietly, keepFlushing } from "#lib/usage/flush.ts";

function watchEveryRequest(trustedHops: number): void {
  const end = closing();
  aroundEveryRequest({
    server: (server) => end.serves(server),
    around: (request, response, next) => {
      tellPeerAddress(request);
      tellContentLength(request, response);
      const requestId = nameRequest(request, response, trustedHops);
      if (trustedHops === 0) forgetForeignTrace(request.headers);
      end.hold(response);
      return logContext().run({ requestId }, () => {
        watchRequest(request, response);
        return next();
      });
    },
  });
}

function endInOrder(env: Env): void {
  shutDownOnSignals({
    closing: closing(),
    delayMs: env.SHUTDOWN_DELAY_SECONDS * 1000,
    deadlineMs: env.SHUTDOWN_TIMEOUT_SECONDS * 1000,
    finish: async () => {
      await flushQuietly();
      await flushTraces();
    },
  });
}

/**
 * Checks the settings and prepares the process for requests. Ends the process where the settings cannot be used.
 * @returns the address of the database, as the role that may change its tables and as the app's own; and whether spans
 * are collected.
 */
export function startServer(): { owner: string; app: string; isTraced: boolean } {
  try {
    const env = config();
    watchEveryRequest(env.TRUSTED_PROXY_HOPS);
    if (process.env.NODE_ENV === "production") endInOrder(env);
    keepFlushing();
    // An empty setting counts as absent; next-auth, which reads this one by itself, would answer 500 to it.
    if (process.env.NEXTAUTH_URL?.trim() === "") delete process.env.NEXTAUTH_URL;
    return {
      owner: env.DATABASE_MIGRATION_URL ?? env.DATABASE_URL,
      app: env.DATABASE_URL,
      isTraced: env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
