"use client";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FileProblem } from "#components/csv-import/read-file.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { pickFiles } from "#components/upload/pick-files.ts";
import { MAX_IMPORT_BYTES } from "#lib/students/import/constants.ts";

type Props = {
  /** Whose words: both have the same ones for what is shown here. */
  words: "studentImport" | "staffImport";
  /** Rows that are taken. */
  most: number;
  /** A file to download, and no page. */
  sample: string;
  /** The file's name, and how many rows it has; null before one is chosen. */
  chosen: { name: string; rows: number } | null;
  wrong: FileProblem | null;
  failure: string | null;
  pending: boolean;
  onFile: (file: File) => void;
  /** Which column is what. */
  columns: ReactNode;
  /** What would be done; null until the server has said. */
  plan: ReactNode;
};

/** Chooses a file, says what is wrong with it, and shows its columns and what would become of its rows. */
export function ImportFrame(props: Props) {
  const { words, most, sample, chosen, wrong, failure, pending, onFile, columns, plan } = props;
  const t = useTranslations(words);
  const pick = () => pickFiles({ accept: ".csv,.tsv,.txt,text/csv" }, ([file]) => file && onFile(file));
  const limits = { rows: most, size: MAX_IMPORT_BYTES / 1_000_000 };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <p className="max-w-prose text-ink-2 text-pretty">{t("intro")}</p>
        <p className="max-w-prose text-small text-ink-3 text-pretty">{t("limits", limits)}</p>
        <div className="flex flex-wrap items-center gap-3">
          <Button variant={chosen === null ? "primary" : "secondary"} disabled={pending} onClick={pick}>
            <FileUp aria-hidden className="size-4" />
            {t(chosen === null ? "choose" : "chooseOther")}
          </Button>
          <a
            href={sample}
            className="inline-flex min-h-9 items-center underline decoration-line underline-offset-4 hover:decoration-current pointer-coarse:min-h-11"
          >
            {t("sample")}
          </a>
        </div>
      </div>
      {wrong !== null && <Banner tone="loss">{t(`files.${wrong}`, limits)}</Banner>}
      {chosen !== null && (
        <>
          <p className="wrap-anywhere">
            <span className="font-medium">{chosen.name}</span>{" "}
            <span className="text-ink-2 tnum">{t("rows", { count: chosen.rows })}</span>
          </p>
          {columns}
          {failure !== null && <Banner tone="loss">{failure}</Banner>}
          {plan === null && failure === null && <Skeleton className="h-4 w-1/3" />}
          {plan}
        </>
      )}
    </div>
  );
}
