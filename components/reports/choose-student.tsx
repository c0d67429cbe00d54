"use client";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { listName } from "#components/students/student-name.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { listStudentsAction } from "#lib/students/actions.ts";
import type { StudentItem } from "#lib/students/types.ts";

/** Milliseconds without a key before the server is asked. */
const PAUSE = 250;

async function find(q: string): Promise<readonly StudentItem[] | null> {
  const result = await listStudentsAction({ params: { q, status: q === "" ? null : "all" }, cursor: null });
  return result.ok ? result.data.items : null;
}

/** Searches for one student; pressing a name, or Enter for the first, chooses them. */
export function ChooseStudent(props: {
  title: string;
  onChosen: (student: StudentItem) => void;
  onClosed: () => void;
}) {
  const { title, onChosen, onClosed } = props;
  const t = useTranslations("links");
  const left = useTranslations("reports")("left");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(true);
  const [q, setQ] = useState("");
  const [found, setFound] = useState<{ q: string; items: readonly StudentItem[] | null } | null>(null);
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      const items = await find(q).catch(() => null);
      if (wanted) setFound({ q, items });
    };
    const timer = setTimeout(() => void ask(), q === "" ? 0 : PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [q]);
  const choose = (student: StudentItem) => {
    setOpen(false);
    onChosen(student);
  };
  const items = found?.items ?? [];
  return (
    <Dialog open={open} onClose={() => setOpen(false)} onClosed={onClosed} title={title} initialFocus={field}>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          // What is listed may still be what was typed before.
          if (found?.q === q && items[0] !== undefined) choose(items[0]);
        }}
      >
        <div className="relative">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
          />
          <input
            ref={field}
            type="search"
            value={q}
            onChange={(event) => setQ(event.target.value)}
            aria-label={t("search")}
            aria-controls={id}
            placeholder={t("search")}
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            className="h-9 w-full rounded-md border border-control bg-surface pr-3 pl-9 pointer-coarse:h-11 pointer-coarse:text-[1rem]"
          />
        </div>
        <ul
          id={id}
          aria-label={t("results")}
          aria-busy={found?.q !== q}
          className="flex h-64 flex-col overflow-y-auto rounded-md border border-line"
        >
          {found === null && <Skeleton className="m-3 h-4 w-1/2" />}
          {found?.items === null && (
            <li className="p-2">
              <Banner tone="loss">{t("failed")}</Banner>
            </li>
          )}
          {found !== null && found.items !== null && items.length === 0 && (
            <li className="p-3 text-ink-2">{t("nobody")}</li>
          )}
          {items.map((student) => (
            <li key={student.id}>
              <button
                type="button"
                onClick={() => choose(student)}
                className="flex min-h-9 w-full items-center gap-2 px-3 py-1 text-left -outline-offset-2 hover:bg-sunken pointer-coarse:min-h-11"
              >
                <span className="min-w-0">
                  <span className="block truncate">{listName(student)}</span>
                  <Below student={student} />
                </span>
                {student.left && <Badge>{left}</Badge>}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  );
}

function Below({ student: { group, externalId } }: { student: StudentItem }) {
  const text = [group, externalId].filter((word) => word !== null).join(", ");
  return text === "" ? null : <span className="block truncate text-caption text-ink-3">{text}</span>;
}
