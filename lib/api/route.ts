import "server-only";
import { v7 } from "uuid";
import type { z } from "zod";
import { readJson } from "#lib/api/body.ts";
import { parseInput, parseParams, parseQuery } from "#lib/api/input.ts";
import { once, type Work } from "#lib/api/once.ts";
import { NOTHING, type Operation } from "#lib/api/operation.ts";
import { countRequest } from "#lib/api/rate.ts";
import { underId } from "#lib/api/request-id.ts";
import { respond } from "#lib/api/respond.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorFromRequest } from "#lib/auth/request.ts";

/** What Next calls: `params` are a promise, and unchecked until an operation's schema has parsed them. */
export type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** A request that has been authenticated, counted and parsed. */
export type Call<P, Q, B> = {
  request: Request;
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  /** The id of what this request makes: the same for each try under one `Idempotency-Key`. */
  id: string;
  /** For an operation that reads its body itself: does its work once for what the body says. */
  once: (said: unknown, work: Work) => Promise<Response>;
};

/** How an operation is told twice under one `Idempotency-Key`; see `Work`. */
type Again<C> = {
  resume?: (call: C) => Promise<Response | "anew" | null>;
  rewrite?: (call: C) => Promise<Response>;
};

async function readBody(operation: Operation, request: Request): Promise<unknown> {
  if (operation.body === NOTHING) return {};
  const given = await readJson(request);
  return given === undefined && operation.bodyOptional ? {} : given;
}

/**
 * The handler of one operation. In this order: who is calling, how often, the address, the query, the body, and
 * only then `handle`, which an `Idempotency-Key` lets happen once.
 */
export function apiRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Response>,
  again: Again<Call<z.output<P>, z.output<Q>, z.output<B>>> = {},
): RouteHandler {
  return (request, context) =>
    respond(request, async (also, requestId) => {
      const actor = await actorFromRequest(underId(request, requestId));
      await countRequest(actor, also);
      const params = await parseParams(operation.params, context.params);
      const query = parseQuery(operation.query, new URL(request.url));
      const said = await readBody(operation, request);
      const body = parseInput(operation.body, said);
      const doOnce = (what: unknown, work: Work) => once({ request, actor, requestId }, what, work);
      const call = { request, actor, params, query, body, once: doOnce };
      if (operation.method === "GET" || operation.form !== undefined) return handle({ ...call, id: v7() });
      const { resume, rewrite } = again;
      return doOnce(said, {
        run: (id) => handle({ ...call, id }),
        resume: resume && ((id) => resume({ ...call, id })),
        rewrite: rewrite && ((id) => rewrite({ ...call, id })),
      });
    });
}

/** The handler of an operation that anyone may call: no authentication, no body, nothing of anybody's. */
export function openRoute(handle: (query: URLSearchParams) => Promise<Response>): RouteHandler {
  return (request) => respond(request, () => handle(new URL(request.url).searchParams));
}
