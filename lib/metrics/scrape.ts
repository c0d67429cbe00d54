import "server-only";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { closing } from "#lib/http/closing.ts";
import { backlogText } from "#lib/metrics/backlog-meters.ts";
import { hasToken } from "#lib/metrics/guard.ts";
import { meters } from "#lib/metrics/meters.ts";

/**
 * What Prometheus is answered (text format 0.0.4).
 * @throws {AppError} `not_found` where no token is configured, `unauthenticated` without it.
 */
export async function scrape(headers: Headers): Promise<Response> {
  const { METRICS_TOKEN } = config();
  const own = meters();
  if (METRICS_TOKEN === undefined || own === null) throw new AppError("not_found");
  if (!hasToken(headers.get("authorization"), METRICS_TOKEN)) throw new AppError("unauthenticated");
  own.inFlight.set(closing().inFlight);
  const text = `${await own.registry.metrics()}\n${await backlogText()}`;
  return new Response(text, { headers: { "Content-Type": own.registry.contentType } });
}
