import "server-only";
import { sealed } from "#lib/api/headers.ts";
import { problem } from "#lib/api/problem.ts";
import { requestId } from "#lib/api/request-id.ts";

/**
 * The edge of every handler: runs `work`, turns whatever it throws into a problem, and puts the API's headers on the
 * answer. What `work` gives to `also` is sent with either; it gets the request's id too.
 */
export async function respond(
  request: Request,
  work: (also: (headers: Readonly<Record<string, string>>) => void, id: string) => Promise<Response>,
): Promise<Response> {
  const id = requestId(request);
  const extra: Record<string, string> = {};
  const response = await work((headers) => Object.assign(extra, headers), id).catch((thrown: unknown) =>
    problem(thrown, id),
  );
  for (const [name, value] of Object.entries(extra)) response.headers.set(name, value);
  return sealed(response, request, id);
}
