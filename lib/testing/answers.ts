import type { Actor } from "#lib/auth/actor.ts";
import { bulkOverview, countMatching, listMatching } from "#lib/bulk/data.ts";
import { listItems } from "#lib/checklist/data.ts";
import { whoLacks } from "#lib/checklist/export.data.ts";
import { listWithMissing } from "#lib/checklist/listed.data.ts";
import { missingTo, standingOf } from "#lib/checklist/standing.data.ts";
import {
  countDocuments,
  type DocumentQuery,
  findAllReadable,
  listDocuments,
  listUploaders,
} from "#lib/documents/data.ts";
import { filterNames, listFilterChoices } from "#lib/documents/filter-choices.data.ts";
import { WHOLE_LIST } from "#lib/documents/list-query.ts";
import { namedFilters } from "#lib/documents/named-filters.data.ts";
import { listRecentDocuments } from "#lib/documents/recent.data.ts";
import { listDocumentRecords } from "#lib/documents/records.data.ts";
import { findSame, sizesOf } from "#lib/documents/same.data.ts";
import { SORT_KEYS } from "#lib/documents/sort.ts";
import type { AppError } from "#lib/errors.ts";
import { listMedia } from "#lib/media/data.ts";
import { getMessage, listMessages } from "#lib/messages/data.ts";
import { listMessageRecords } from "#lib/messages/records.data.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { countReports, listReports, studentReports } from "#lib/reports/data.ts";
import { takenSlots } from "#lib/reports/match/existing.data.ts";
import { readReportQuery } from "#lib/reports/report-query.ts";
import { countLinkedFiles, listStudents } from "#lib/students/data.ts";
import { listStudentFiles } from "#lib/students/files.data.ts";
import { suggestTags } from "#lib/tags/data.ts";

/** What a school is asked about: some of it there, some not. */
export type Asked = {
  student: string;
  message: string;
  tag: string;
  recordClass: string;
  /** A checklist item. */
  item: string;
  sha256: string;
  /** Bytes. */
  size: number;
  /** Documents named by somebody who has their ids. */
  ids: readonly string[];
};

/** What is answered, or the code of what is thrown. */
const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: AppError) => ({ code: error.code, details: error.details }));

/** All pages of a list, each as it came: its cursors tell of what is left out as well. */
async function pages(actor: Actor, query: DocumentQuery): Promise<unknown[]> {
  const all: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page = await listDocuments(actor, { ...query, cursor, limit: 3 });
    all.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

/** Every way of narrowing a list that is about one of `asked`, or about what the tests put in. */
const filters = (asked: Asked): Partial<DocumentQuery>[] => [
  {},
  { q: "secret" },
  { q: "e" },
  { kind: "document" },
  { kind: "report" },
  { kind: "media" },
  { kind: "attachment" },
  { type: "pdf" },
  { by: "me" },
  { year: 2019 },
  { from: new Date("2020-01-01"), to: new Date("2020-02-01") },
  { tag: asked.tag },
  { recordClass: asked.recordClass },
  { student: asked.student },
  { isPublic: false },
  { kind: "media", undescribed: true },
];

/** Everything that somebody is told who asks for it all: lists, counts, choices, and what names one thing. */
export async function answersOf(actor: Actor, asked: Asked): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  const ask = async (name: string, work: () => Promise<unknown>) => {
    told[name] = await outcome(work());
  };
  for (const view of ["live", "trash"] as const) {
    for (const filter of filters(asked)) {
      const name = `${view} ${JSON.stringify(filter)}`;
      await ask(`list ${name}`, () => pages(actor, { ...filter, view }));
      await ask(`count ${name}`, () => countDocuments(actor, { ...filter, view }));
      await ask(`bulk ${name}`, async () => {
        const { asOf: _asOf, ...counted } = await countMatching(actor, { ...filter, view });
        return counted;
      });
    }
    for (const by of SORT_KEYS) {
      for (const descending of [true, false]) {
        for (const tag of [undefined, asked.tag]) {
          const sort = { by, descending };
          await ask(`sort ${view} ${JSON.stringify({ ...sort, tag })}`, () =>
            pages(actor, { view, sort, tag }),
          );
        }
      }
    }
  }
  await ask("zip", () => listMatching(actor, { view: "live" }, { asOf: new Date() }));
  await ask("bulk actions", () => bulkOverview(actor));
  await ask("API", () => listDocumentRecords(actor, {}));
  await ask("API by class", () => namedFilters(actor, { recordClass: "Safeguarding", tag: undefined }));
  await ask("uploaders", () => listUploaders(actor));
  await ask("choices", () => listFilterChoices(actor));
  await ask("names", () =>
    filterNames(actor, { ...WHOLE_LIST, tag: asked.tag, recordClass: asked.recordClass }),
  );
  await ask("classes", () => listRecordClasses(actor));
  await ask("tags", () => suggestTags(actor, "s"));
  await ask("recent", () => listRecentDocuments(actor));
  await ask("same", () => findSame(actor, [asked]));
  await ask("sizes", async () => [...(await sizesOf(actor, [asked.size]))]);
  await ask("media", () => listMedia(actor, "all"));
  await ask("ids", async () => {
    const { rows, refused } = await findAllReadable(actor, asked.ids);
    return { rows, codes: refused.map(({ code }) => code) };
  });
  await ask("student's files", () => listStudentFiles(actor, asked.student));
  await ask("student's count", () => countLinkedFiles(actor, asked.student));
  await ask("student's reports", () => studentReports(actor, asked.student));
  await ask("reports", () =>
    listReports(
      actor,
      readReportQuery(() => null),
    ),
  );
  await ask("reports' count", () =>
    countReports(
      actor,
      readReportQuery(() => null),
    ),
  );
  const slot = { student: asked.student, type: "progress", year: 2019, term: null };
  await ask("slots", () => takenSlots(actor, [slot]));
  await ask("checklist", () => listItems(actor));
  await ask("missing", async () => [...(await missingTo(actor, [asked.student]))]);
  await ask("standing", () => standingOf(actor, asked.student));
  await ask("students", () => listWithMissing(actor, {}));
  for (const missing of ["any", asked.item]) {
    await ask(`lacking ${missing === "any" ? "any" : "one"}`, () => listStudents(actor, { missing }));
    await ask(`who lacks ${missing === "any" ? "any" : "one"}`, async () => {
      const { items, rows } = await whoLacks(actor, {}, missing);
      return { items, rows: await Array.fromAsync(rows, ({ student }) => student.id) };
    });
  }
  await ask("messages", () => listMessages(actor, { box: "inbox" }));
  await ask("message", () => getMessage(actor, asked.message));
  await ask("API messages", () => listMessageRecords(actor, {}));
  return told;
}
