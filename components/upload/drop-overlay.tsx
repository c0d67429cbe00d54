"use client";
import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useUploads } from "#components/upload/upload-context.ts";
import { usePolicyText } from "#components/upload/use-policy-text.ts";

/** Covers the window while files are dragged over it, and says what a drop would do. */
export function DropOverlay() {
  const t = useTranslations();
  const kind = useUploads()?.kind ?? "document";
  const policy = usePolicyText();
  return (
    <div data-covers="veil" className="pointer-events-none fixed inset-0 z-40 bg-veil p-4">
      <div className="flex h-full flex-col items-center justify-center gap-1 rounded-md border-2 border-dashed border-accent bg-surface/95 text-center">
        <Upload aria-hidden strokeWidth={1.5} className="mb-2 size-8 text-accent" />
        <p className="text-title font-semibold">{t("upload.dropTitle", { kind: t(`kinds.${kind}`) })}</p>
        <p className="text-ink-2">{policy}</p>
      </div>
    </div>
  );
}
