import "server-only";
import type { z } from "zod";
import { readJson } from "#lib/api/body.ts";
import { parseInput, parseParams, parseQuery } from "#lib/api/input.ts";
import { NOTHING, type Operation } from "#lib/api/operation.ts";
import { countRequest } from "#lib/api/rate.ts";
import { underId } from "#lib/api/request-id.ts";
import { respond } from "#lib/api/respond.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorFromRequest } from "#lib/auth/request.ts";

/** What Next calls: `params` are a promise, and unchecked until an operation's schema has parsed them. */
export type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** A request that has been authenticated, counted and parsed. */
export type Call<P, Q, B> = { request: Request; actor: Actor; params: P; query: Q; body: B };

async function bodyOf<B extends z.ZodType>(
  operation: Operation<z.ZodObject, z.ZodObject, B>,
  request: Request,
) {
  if ((operation.body as z.ZodType) === NOTHING) return {} as z.output<B>;
  const given = await readJson(request);
  return parseInput(operation.body, given === undefined && operation.bodyOptional ? {} : given);
}

/**
 * The handler of one operation. In this order: who is calling, how often, the address, the query, the body, and
 * only then `handle`.
 */
export function apiRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Response>,
): RouteHandler {
  return (request, context) =>
    respond(request, async (also, id) => {
      const actor = await actorFromRequest(underId(request, id));
      await countRequest(actor, also);
      const params = await parseParams(operation.params, context.params);
      const query = parseQuery(operation.query, new URL(request.url));
      const body = await bodyOf(operation, request);
      return handle({ request, actor, params, query, body });
    });
}

/** The handler of an operation that anyone may call: no authentication, no body, nothing of anybody's. */
export function openRoute(handle: () => Promise<Response>): RouteHandler {
  return (request) => respond(request, () => handle());
}
