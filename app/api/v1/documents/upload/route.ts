import { documentAnswer } from "#lib/api/answer.ts";
import { openForm } from "#lib/api/form.ts";
import { parseInput } from "#lib/api/input.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { throughFields, uploadThroughServer } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { receiveFile, resumeReceived, storeReceived } from "#lib/uploads/through.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: apiRoute(uploadThroughServer, async ({ actor, request, once }) => {
    const form = await openForm(request);
    try {
      const fields = parseInput(throughFields, form.fields);
      const file = {
        kind: fields.kind,
        filename: fields.filename ?? form.file.filename,
        contentType: fields.content_type ?? form.file.contentType,
        title: fields.title,
        reportType: fields.report_type,
        year: fields.year,
        term: fields.term,
        messageId: fields.message_id,
        sha256: fields.sha256,
        studentIds: fields.student_ids,
      };
      await using bytes = await receiveFile(actor, file, form.file.body);
      // The boundary between the parts of a form differs each time; what it says does not.
      return await once(
        { ...file, sha256: bytes.sha256 },
        {
          run: async (uploadId) =>
            documentAnswer(actor, await storeReceived(actor, { ...file, uploadId }, bytes), 201),
          resume: async (uploadId) => {
            const record = await resumeReceived(actor, uploadId);
            return record === null || record === "anew" ? record : documentAnswer(actor, record, 201);
          },
        },
      );
    } catch (thrown) {
      // A form that proved wrong fails the upload in the middle; its own reason is the one to tell.
      throw form.failure() ?? thrown;
    } finally {
      form.discard();
    }
  }),
});
