"use client";
import { Circle, CircleCheck, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { nameOf } from "#components/files/name.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { pickFiles } from "#components/upload/pick-files.ts";
import { useUploads } from "#components/upload/upload-context.ts";
import type { Standing } from "#lib/checklist/types.ts";

/** One thing that a student should have. */
export function ChecklistRow(props: { student: string; item: Standing; onOpen: (id: string) => void }) {
  const { student, item, onOpen } = props;
  const t = useTranslations("students.checklist");
  const { name, proof, everyYear } = item;
  const Sign = proof === null ? Circle : CircleCheck;
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-2 py-1">
      <Sign aria-hidden className={`size-4 shrink-0 ${proof === null ? "text-wait" : "text-accent"}`} />
      <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
        <span className="block font-medium">{name}</span>
        {proof === null ? (
          <span className="block text-caption text-wait">{t(everyYear ? "missingYear" : "missingOne")}</span>
        ) : (
          <span className="block truncate text-caption text-ink-3">
            <a
              href={`/documents?open=${proof.id}`}
              title={nameOf(proof)}
              onClick={(event) => {
                if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
                  return;
                event.preventDefault();
                onOpen(proof.id);
              }}
              className="text-ink-2 underline decoration-line underline-offset-4 hover:decoration-current pointer-coarse:py-3"
            >
              {nameOf(proof)}
            </a>
            , <RelativeTime at={proof.uploadedAt} />
          </span>
        )}
      </span>
      {proof === null && <BringIt student={student} item={item} />}
    </li>
  );
}

/** Has a file chosen that becomes what is missing. Nothing for readers who may not add files. */
function BringIt({ student, item }: { student: string; item: Standing }) {
  const t = useTranslations("students.checklist");
  const uploads = useUploads();
  if (uploads === null || item.classArchived) return null;
  const { policy, need } = uploads;
  const about = { student, recordClass: item.recordClassId };
  const choose = () =>
    pickFiles({ accept: Object.entries(policy.types).flat(2).join(",") }, (files) => {
      void need().then((started) => started?.engine.add(files, "document", undefined, about));
    });
  return (
    <Button aria-label={t("upload", { name: item.name })} onClick={choose}>
      <Upload aria-hidden className="size-4" />
      {t("uploadShort")}
    </Button>
  );
}
