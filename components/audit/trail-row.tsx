import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type TrailQuery, trailHref } from "#components/audit/trail-query.ts";
import { type Piece, piecesOf } from "#components/audit/trail-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { TrailEntry } from "#lib/audit/types.ts";

/** What a name narrows the trail to; null for names that stand for nothing one could look for. */
function narrowed(piece: Piece, { person, target, student }: TrailEntry): Partial<TrailQuery> | null {
  if (piece.is === "who") return person === null ? null : { person: person.id };
  if (piece.is === "student") return student === null ? null : { student: student.id };
  if (piece.is !== "what" || target?.id == null) return null;
  if (target.type === "document") return { file: target.id };
  return target.type === "student" ? { student: target.id } : null;
}

function Name({ piece, entry, query }: { piece: Piece; entry: TrailEntry; query: TrailQuery }) {
  const to = narrowed(piece, entry);
  if (piece.is === "words") return piece.text;
  if (to === null) return <span className="font-medium">{piece.text}</span>;
  return (
    <Link
      href={trailHref({ ...query, ...to })}
      prefetch={false}
      className="rounded-sm font-medium underline decoration-line underline-offset-2 hover:decoration-current"
    >
      {piece.text}
    </Link>
  );
}

/** Where the thing itself is, for as long as it is there. */
function hrefOf({ target, action }: TrailEntry): string | null {
  if (target?.id == null) return null;
  if (target.type === "document" && action !== "document.purged") return `/documents?open=${target.id}`;
  return target.type === "student" && action !== "student.deleted" ? `/students/${target.id}` : null;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

/** Everything that was written down of an event. */
async function Facts({ entry }: { entry: TrailEntry }) {
  const [t, format] = await Promise.all([getTranslations("audit"), getFormatter()]);
  const { at, ip, userAgent, person, requestId, sessionId, tokenId, id, target, details } = entry;
  const facts: [string, string | null | undefined][] = [
    [t("fields.at"), format.dateTime(at, { dateStyle: "full", timeStyle: "long" })],
    [t("fields.email"), person?.email],
    [t("fields.ip"), ip],
    [t("fields.userAgent"), userAgent],
    [t("fields.target"), target?.id && `${target.type} ${target.id}`],
    [t("fields.session"), sessionId],
    [t("fields.token"), tokenId],
    [t("fields.request"), requestId],
    [t("fields.event"), `${entry.action} ${id}`],
  ];
  return (
    <dl className="mt-1 mb-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 text-caption text-ink-2">
      {facts.map(
        ([name, value]) =>
          value && (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ),
      )}
      {Object.entries(details).map(([name, value]) => (
        <Fact
          key={`detail ${name}`}
          name={name === "on_behalf_of" || name === "purpose" ? t(`fields.${name}`) : name}
        >
          {String(value ?? "–")}
        </Fact>
      ))}
    </dl>
  );
}

/** One event: a sentence whose names narrow the trail, and everything that is known of it behind a click. */
export async function TrailRow({ entry, query }: { entry: TrailEntry; query: TrailQuery }) {
  const [t, format] = await Promise.all([getTranslations("audit"), getFormatter()]);
  const { at, outcome, ip, isByToken, target } = entry;
  const href = hrefOf(entry);
  const time = format.dateTime(at, { timeStyle: "medium" });
  const { on_behalf_of: who } = entry.details;
  const said = typeof who === "string" && isByToken ? t("said", { who }) : null;
  const from = [ip ?? t("noAddress"), isByToken ? t("byToken") : null, said].filter(Boolean).join(" · ");
  return (
    <li className="gap-x-3 border-b border-line pt-2.5 pb-1 sm:grid sm:grid-cols-[6rem_minmax(0,1fr)]">
      <time dateTime={at.toISOString()} className="text-small text-ink-3 tnum max-sm:hidden">
        {time}
      </time>
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere] text-pretty">
          {piecesOf(t, entry).map((piece, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- the pieces of a sentence are never moved.
            <Name key={`${place} ${piece.text}`} piece={piece} entry={entry} query={query} />
          ))}
          {outcome !== "ok" && (
            <>
              {" "}
              <Badge tone={outcome === "denied" ? "wait" : "loss"}>{t(`outcomes.${outcome}`)}</Badge>
            </>
          )}
        </p>
        <details className="text-small">
          <summary
            aria-label={`${t("details")}: ${time}, ${from}`}
            className="-ml-1 inline-flex min-h-7 cursor-pointer items-center gap-1 rounded-sm px-1 text-caption text-ink-3 hover:text-ink pointer-coarse:min-h-11"
          >
            <span className="tnum sm:hidden">{time} ·</span>
            {from}
            <span aria-hidden>▾</span>
          </summary>
          <Facts entry={entry} />
          {href !== null && (
            <Link
              href={href}
              prefetch={false}
              className="mb-2 inline-flex min-h-7 items-center rounded-sm font-medium text-accent underline underline-offset-2 pointer-coarse:min-h-11"
            >
              {t(target?.type === "student" ? "openStudent" : "openFile")}
            </Link>
          )}
        </details>
      </div>
    </li>
  );
}
