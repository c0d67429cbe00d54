import { expect, test } from "vitest";
import { documentSchema, presentDocument } from "#lib/api/document.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";

const record: DocumentRecord = {
  id: "0198f1de-7b1f-7c3a-8c55-0123456789ab",
  schoolId: "0198f1de-7b1f-7c3a-8c55-0123456789ac",
  kind: "document",
  filename: "\u202Efdp.exe",
  title: null,
  altText: null,
  contentType: "application/pdf",
  fileSize: 12,
  filePath: "documents/0198f1de-7b1f-7c3a-8c55-0123456789ac/2026/x_fdp.exe",
  sha256: null,
  sha256Verified: false,
  quarantine: null,
  withdrawn: false,
  status: "ready",
  reportType: null,
  term: null,
  version: 1,
  recordClass: null,
  year: null,
  notes: null,
  tags: [],
  studentIds: [],
  uploadedBy: { id: "0198f1de-7b1f-7c3a-8c55-0123456789ad", name: "Ada" },
  uploadedAt: "2026-11-30T08:00:00.000Z",
  deletedAt: null,
  purgeAt: null,
  publication: null,
  thumbnailUrl: null,
  canDelete: true,
  canEdit: true,
};

test("the holder of a token sees exactly the fields of the contract", () => {
  const json = presentDocument({ via: "token" } as Actor, record);
  expect(Object.keys(json)).toEqual(
    "id school_id kind filename title alt_text content_type file_size sha256 status version record_class report_type year term tags notes student_ids uploaded_by uploaded_at file_path".split(
      " ",
    ),
  );
  expect(documentSchema.strict().parse(json)).toEqual(json);
  expect(json.uploaded_by).toBe(record.uploadedBy?.id);
});

test("a session sees no object key", () => {
  const json = presentDocument({ via: "session" } as Actor, record);
  expect("file_path" in json).toBe(false);
  expect(JSON.stringify(json)).not.toContain("documents/");
});
