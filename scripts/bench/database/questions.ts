import type { Actor } from "#lib/auth/actor.ts";
import type { DocumentQuery } from "#lib/documents/data.ts";
import { NEWEST, type Sort } from "#lib/documents/sort.ts";
import { type Ground, MARKS, type Mark } from "#scripts/bench/database/ground.ts";

/** What is asked of a list. */
export type Question = {
  name: string;
  actor: Actor;
  query: DocumentQuery;
  /** `page`: a page of a list; `search`: one that is narrowed by words; `odd`: by two things that hardly meet. */
  sort: "page" | "search" | "odd";
  flat?: boolean;
};

const SORTS: Readonly<Record<string, Sort>> = {
  oldest: { ...NEWEST, descending: false },
  "by name": { by: "name", descending: false },
  "by name from the end": { by: "name", descending: true },
  "by size": { by: "size", descending: false },
  "by size from the largest": { by: "size", descending: true },
};

const SEARCHES: Readonly<Record<string, string>> = {
  rare: "certificate ruiz 12",
  "one file": "timetable",
  common: "form",
  "common and rare": "form ruiz 77",
  "two letters that many have": "ru",
  "two letters that none has": "qx",
  "one digit": "7",
  accents: "Müller 1",
  "nothing has it": "zzyzx quux",
  "common pieces, nothing has the whole": "consent form report card",
  "common pieces, the wrong way round": "mrof tnemlorne",
  "signs of LIKE": "100%_\\",
  "two hundred characters": "plan letter photo ".repeat(12).slice(0, 200),
};

/** Every question that lists are measured by, from the plainest to the ones that somebody would ask to be nasty. */
export function questionsOf(ground: Ground): Question[] {
  const { administrator, teacher, tags, classes } = ground;
  const of = (name: string, query: Omit<DocumentQuery, "view">, rest: Partial<Question> = {}): Question => ({
    name,
    actor: administrator,
    query: { view: "live", ...query },
    sort: "page",
    ...rest,
  });
  const marks = Object.keys(MARKS) as Mark[];
  const year = 365 * 86_400_000;
  return [
    of("newest", {}, { flat: true }),
    of("newest, for a teacher", {}, { actor: teacher, flat: true }),
    ...Object.entries(SORTS).map(([name, sort]) => of(name, { sort }, { flat: true })),
    of("trash", {}, { query: { view: "trash" }, flat: true }),
    of("trash, for a teacher", {}, { actor: teacher, query: { view: "trash" } }),
    ...(["document", "report", "media"] as const).map((kind) => of(`kind ${kind}`, { kind }, { flat: true })),
    of("kind attachment, of which there is none", { kind: "attachment" }),
    of("reports of a type", { kind: "report", reportType: "report-card" }, { flat: true }),
    ...(["pdf", "image", "word"] as const).map((type) => of(`type ${type}`, { type }, { flat: true })),
    of("type video, of which there is none", { type: "video" }, { sort: "odd" }),
    of("by oneself", { by: "me" }, { flat: true }),
    of("by somebody who uploaded five", { by: ground.uploader }, { flat: true }),
    of("of a year", { year: 2021 }, { flat: true }),
    of(
      "a month, a year ago",
      { from: new Date(Date.now() - year), to: new Date(Date.now() - year + year / 12) },
      { flat: true },
    ),
    of("of a student", { student: ground.student }),
    of("public ones, of which there is none", { isPublic: true }, { sort: "odd" }),
    ...marks.flatMap((mark) => [
      of(`tag ${mark}`, { tag: tags[mark] }, { flat: mark !== "trashed" }),
      of(
        `tag ${mark}, by name`,
        { tag: tags[mark], sort: { by: "name", descending: false } },
        { sort: "odd" },
      ),
      of(`tag ${mark}, media alone`, { tag: tags[mark], kind: "media" }, { sort: "odd" }),
      of(`tag ${mark}, search`, { tag: tags[mark], q: "consent" }, { sort: "search" }),
      of(`class ${mark}`, { recordClass: classes[mark] }, { flat: true }),
      of(
        `class ${mark}, by name`,
        { recordClass: classes[mark], sort: { by: "name", descending: false } },
        { sort: "odd" },
      ),
      of(`class ${mark}, media alone`, { recordClass: classes[mark], kind: "media" }, { sort: "odd" }),
    ]),
    ...Object.entries(SEARCHES).map(([name, q]) => of(`search: ${name}`, { q }, { sort: "search" })),
    of("search: rare, for a teacher", { q: SEARCHES.rare }, { actor: teacher, sort: "search" }),
    of("search: common, by name", { q: "form", sort: { by: "name", descending: false } }, { sort: "search" }),
    of("search: common, of a kind", { q: "form", kind: "report" }, { sort: "search" }),
  ];
}
