"use client";
import { Check, Plus, Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { useFileSearch } from "#components/palette/use-file-search.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Finds files that the school has, by name, and attaches them. */
export function DocumentPicker(props: {
  attached: readonly DocumentItem[];
  onAttach: (document: DocumentItem) => Promise<void>;
  onClose: () => void;
}) {
  const { attached, onAttach, onClose } = props;
  const t = useTranslations("messages");
  const locale = useLocale();
  const errorText = useErrorText();
  const [open, setOpen] = useState(true);
  const [q, setQ] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { found, pending } = useFileSearch(q);
  const attach = async (document: DocumentItem) => {
    setBusy(document.id);
    await onAttach(document);
    setBusy(null);
  };
  const has = (id: string) => attached.some((document) => document.id === id);
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      onClosed={onClose}
      title={t("pick.title")}
      text={t("pick.text")}
      initialFocus={input}
    >
      <div className="relative mt-1">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={input}
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          aria-label={t("pick.search")}
          placeholder={t("pick.search")}
          maxLength={255}
          autoComplete="off"
          className={`${CONTROL} pl-9`}
        />
      </div>
      <div className="min-h-40 pt-3" aria-busy={pending}>
        {found.is === "nothing asked" && <p className="text-ink-3">{t("pick.hint")}</p>}
        {found.is === "refused" && (
          <Banner tone="loss">{errorText(found.refusal.code, found.refusal.details)}</Banner>
        )}
        {found.is === "found" && found.items.length === 0 && (
          <p className="text-ink-2">{t("pick.nothing", { q: found.for })}</p>
        )}
        {found.is === "found" && found.items.length > 0 && (
          <ul aria-label={t("pick.found")}>
            {found.items.map((document) => (
              <li
                key={document.id}
                className="flex min-h-12 items-center gap-3 border-b border-line py-1 last:border-0"
              >
                <TypeIcon contentType={document.contentType} />
                <div className="min-w-0 flex-1">
                  <p className="truncate" title={document.filename}>
                    {document.title ?? document.filename}
                  </p>
                  <p className="text-caption text-ink-3 tnum">{formatBytes(document.fileSize, locale)}</p>
                </div>
                {has(document.id) ? (
                  <span className="flex items-center gap-1 px-3 text-small text-accent">
                    <Check aria-hidden className="size-4" />
                    {t("pick.attached")}
                  </span>
                ) : (
                  <Button
                    disabled={busy !== null}
                    aria-label={t("pick.attachName", { name: document.filename })}
                    onClick={() => void attach(document)}
                  >
                    <Plus aria-hidden className="size-4" />
                    {t("pick.attach")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {found.is === "found" && found.more && <p className="pt-2 text-small text-ink-3">{t("pick.more")}</p>}
      </div>
    </Dialog>
  );
}
