import type { Operation } from "#lib/api/operation.ts";
import * as documents from "#lib/api/operations/documents.ts";
import * as messages from "#lib/api/operations/messages.ts";
import * as service from "#lib/api/operations/service.ts";
import * as students from "#lib/api/operations/students.ts";
import * as uploads from "#lib/api/operations/uploads.ts";
import * as usage from "#lib/api/operations/usage.ts";
import * as versions from "#lib/api/operations/versions.ts";

/** Every operation there is, in the order of the OpenAPI document. */
export const OPERATIONS: readonly Operation[] = [
  uploads.requestUpload,
  uploads.uploadState,
  uploads.signParts,
  uploads.completeUpload,
  uploads.abortUpload,
  uploads.uploadThroughServer,
  documents.listDocuments,
  documents.getDocument,
  versions.listVersions,
  documents.downloadDocument,
  documents.previewDocument,
  documents.editDocument,
  documents.deleteDocument,
  messages.listMessages,
  messages.sendMessage,
  students.listStudents,
  students.createStudent,
  usage.getUsage,
  service.health,
  service.ready,
  service.openApi,
];
