"use client";
import { Ellipsis, Layers, Link, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { nameOf } from "#components/files/name.ts";
import { copyLink } from "#components/publishing/copy-link.ts";
import { Alert } from "#components/ui/alert.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { isReplaceable, useReplace } from "#components/versions/use-replace.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

type Props = {
  item: DocumentItem;
  /** Whether anybody can read it: replacing takes that back. */
  isPublic: boolean;
  onVersions: () => void;
};

/** What can be done with a file besides: another version of it, those it had, and the link that opens the current one. */
export function VersionMenu({ item, isPublic, onVersions }: Props) {
  const t = useTranslations("versions");
  const replace = useReplace(item);
  const [chosen, setChosen] = useState<File | null>(null);
  const name = nameOf(item);
  const copy = () => {
    const url = new URL(`/d/${item.id}`, window.location.href).href;
    void copyLink(url).then((done) => (done ? sayDone(t("copied")) : sayFailed(t("notCopied", { url }))));
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("menu", { name })}>
            <Ellipsis aria-hidden className="size-4" />
          </IconButton>
        }
      >
        {replace !== null && isReplaceable(item) && (
          <MenuItem icon={RefreshCw} onClick={() => replace.choose(isPublic ? setChosen : replace.send)}>
            {t("replace")}
          </MenuItem>
        )}
        <MenuItem icon={Layers} onClick={onVersions}>
          {t("show")}
        </MenuItem>
        <MenuItem icon={Link} onClick={copy}>
          <span>
            {t("copy")}
            <span className="block text-caption text-ink-3">{t("copyHint")}</span>
          </span>
        </MenuItem>
      </Menu>
      {chosen !== null && replace !== null && (
        <Alert
          title={t("publicTitle", { name })}
          text={<p>{t("publicText")}</p>}
          cancel={t("cancel")}
          action={t("publicConfirm")}
          onAction={async () => {
            replace.send(chosen);
            return null;
          }}
          onClose={() => setChosen(null)}
          over
        />
      )}
    </>
  );
}
