import type { z } from "zod";
import { apiMethods } from "#lib/api/methods.ts";
import { signParts as operation } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentParts } from "#lib/api/upload.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { signParts } from "#lib/uploads/multipart.ts";

type Asked = {
  actor: Actor;
  params: z.output<typeof operation.params>;
  body: z.output<typeof operation.body>;
};

const sign = async ({ actor, params, body }: Asked) =>
  Response.json(presentParts(await signParts(actor, params.id, body.part_numbers)));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: apiRoute(operation, sign, { rewrite: sign }),
});
