import { documentAnswer } from "#lib/api/answer.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { completeUpload } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: apiRoute(completeUpload, async ({ actor, params, body }) => {
    const { document, created } = await confirmUpload(actor, params.id, {
      sha256: body.sha256,
      parts: body.parts?.map((part) => ({ number: part.part_number, etag: part.etag })),
    });
    return documentAnswer(actor, document, created ? 201 : 200);
  }),
});
