import type { getTranslations } from "next-intl/server";
import { AUDIT_GROUPS, actionsIn } from "#lib/audit/groups.ts";
import type { AuditAction, TrailEntry } from "#lib/audit/types.ts";

type Words = Awaited<ReturnType<typeof getTranslations<"audit">>>;

/** One piece of a sentence: words, or what stands in for a person, a thing or a student. */
export type Piece = { is: "words"; text: string } | { is: "who" | "what" | "student"; text: string };

/** Signs that no message has: where a name belongs in a sentence. */
const MARKS = { who: "\u0001", what: "\u0002", student: "\u0003" } as const;
const MARKED = ["who", "what", "student"] as const;

/** What is said of a thing whose name is not known, or nobody's business. */
function unnamed(t: Words, { target, details }: TrailEntry): string {
  switch (target?.type) {
    case "document":
      return t(details["kind"] === "attachment" ? "targets.message_file" : "targets.document");
    case "upload":
    case "user":
    case "student":
      return t(`targets.${target.type}`);
    default:
      return t("targets.other");
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The sentence of an event, in pieces, so that names can be links. */
export function piecesOf(t: Words, entry: TrailEntry): Piece[] {
  const names = {
    who:
      entry.person === null
        ? t(entry.outcome === "denied" ? "somebody" : "system")
        : entry.person.name || t("somebody"),
    what: entry.target?.name ?? unnamed(t, entry),
    student: entry.student?.name ?? t("targets.student"),
  };
  const sentence: string = t(`did.${entry.action}`, MARKS);
  const own = { who: Boolean(entry.person?.name), what: Boolean(entry.target?.name), student: true };
  return sentence.split(/([\u0001-\u0003])/).flatMap((text, at): Piece[] => {
    const mark = MARKED.find((name) => MARKS[name] === text);
    if (mark === undefined) return text === "" ? [] : [{ is: "words", text }];
    // A name is written as it is, also at the beginning.
    const isFirst = at === 1 && sentence.startsWith(text);
    return [{ is: mark, text: isFirst && !own[mark] ? capital(names[mark]) : names[mark] }];
  });
}

/** What an action is called by itself: its sentence without anybody in it. */
function nameOf(t: Words, action: AuditAction): string {
  const sentence: string = t(`did.${action}`, MARKS);
  const isOfFile = /^(document|upload)\./.test(action);
  const isNamed = /^(student|record_class|report_type|token)\./.test(action);
  const said = sentence
    .replace(/^\u0001 /, "")
    .replace(MARKS.who, t("somebody"))
    .replace(MARKS.what, isOfFile ? t("targets.document") : isNamed ? "" : t("targets.user"))
    .replace(MARKS.student, t("targets.student"));
  return capital(said.trim());
}

/** What the trail can be narrowed to, group by group, each by its name. */
export function actionChoices(t: Words, locale: string) {
  const { compare } = new Intl.Collator(locale);
  return AUDIT_GROUPS.map((group) => ({
    group,
    name: t(`groups.${group}`),
    actions: actionsIn(group)
      .map((action) => ({ action, name: nameOf(t, action) }))
      .toSorted((a, b) => compare(a.name, b.name)),
  }));
}
