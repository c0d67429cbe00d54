import { documentAnswer } from "#lib/api/answer.ts";
import { openForm } from "#lib/api/form.ts";
import { parseInput } from "#lib/api/input.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { throughFields, uploadThroughServer } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { uploadThrough } from "#lib/uploads/through.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: apiRoute(uploadThroughServer, async ({ actor, request }) => {
    const form = await openForm(request);
    try {
      const fields = parseInput(throughFields, form.fields);
      const record = await uploadThrough(
        actor,
        {
          kind: fields.kind,
          filename: fields.filename ?? form.file.filename,
          contentType: fields.content_type ?? form.file.contentType,
          title: fields.title,
          reportType: fields.report_type,
          year: fields.year,
          messageId: fields.message_id,
          sha256: fields.sha256,
          studentIds: fields.student_ids,
        },
        form.file.body,
        null,
      );
      return documentAnswer(actor, record, 201);
    } catch (thrown) {
      // A form that proved wrong fails the upload in the middle; its own reason is the one to tell.
      throw form.failure() ?? thrown;
    } finally {
      form.discard();
    }
  }),
});
