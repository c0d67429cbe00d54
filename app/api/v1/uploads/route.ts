import { apiMethods } from "#lib/api/methods.ts";
import { requestUpload } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentUpload } from "#lib/api/upload.ts";
import { AppError } from "#lib/errors.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import { resumeUpload, signAgain } from "#lib/uploads/sign.ts";
import type { UploadTicket } from "#lib/uploads/types.ts";

const opened = (ticket: UploadTicket) => Response.json(presentUpload(ticket), { status: 201 });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: apiRoute(
    requestUpload,
    async ({ actor, body, id }) => {
      const [answer] = await requestUploads(actor, [
        {
          uploadId: id,
          kind: body.kind,
          filename: body.filename,
          contentType: body.content_type,
          size: body.size,
          sha256: body.sha256,
          title: body.title,
          reportType: body.report_type,
          year: body.year,
          term: body.term,
          messageId: body.message_id,
          studentIds: body.student_ids,
          replaces: body.replaces,
        },
      ]);
      if (answer === undefined) throw new Error("One file was asked for and none was answered.");
      if (!answer.ok) throw new AppError(answer.code, answer.details);
      return opened(answer.upload);
    },
    {
      resume: async ({ actor, id }) => {
        const ticket = await resumeUpload(actor, id);
        return ticket === null || ticket === "anew" ? ticket : opened(ticket);
      },
      rewrite: async ({ actor, id }) => opened(await signAgain(actor, id)),
    },
  ),
});
