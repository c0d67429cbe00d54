import { newest } from "../rows.ts";

/** The least that answers with the rows of a list as JSON. */
export async function GET(): Promise<Response> {
  return Response.json({ data: await newest() });
}
