import { apiMethods } from "#lib/api/methods.ts";
import { requestUpload } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentUpload } from "#lib/api/upload.ts";
import { AppError } from "#lib/errors.ts";
import { requestUploads } from "#lib/uploads/request.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: apiRoute(requestUpload, async ({ actor, body }) => {
    const [answer] = await requestUploads(actor, [
      {
        kind: body.kind,
        filename: body.filename,
        contentType: body.content_type,
        size: body.size,
        sha256: body.sha256,
        title: body.title,
        reportType: body.report_type,
        year: body.year,
        messageId: body.message_id,
        studentIds: body.student_ids,
        replaces: body.replaces,
      },
    ]);
    if (answer === undefined) throw new Error("One file was asked for and none was answered.");
    if (!answer.ok) throw new AppError(answer.code, answer.details);
    return Response.json(presentUpload(answer.upload), { status: 201 });
  }),
});
