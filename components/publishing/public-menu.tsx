"use client";
import { CodeXml, Copy, ExternalLink, Globe, GlobeLock, School } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { nameOf } from "#components/files/name.ts";
import { imageHtml } from "#components/media/image-html.ts";
import { useAltText } from "#components/media/use-alt-text.ts";
import { ConfirmDialog } from "#components/publishing/confirm-dialog.tsx";
import { copyLink } from "#components/publishing/copy-link.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import { chooseLogoAction } from "#lib/logo/actions.ts";
import { publishAction, unpublishAction } from "#lib/publishing/actions.ts";
import { canBeLogo, isPublishable } from "#lib/publishing/rules.ts";
import type { Publication } from "#lib/publishing/types.ts";

/** Minutes that browsers and caches may keep a public file after it was taken back. */
const KEPT_MINUTES = 5;

type Asked = "publish" | "unpublish" | "logo";

type Props = {
  item: DocumentItem;
  publication: Publication | null;
  /** Whether the reader may change the school's logo. */
  setsLogo: boolean;
  tell: (publication: Publication | null) => void;
};

/** Whether there is anything in the menu for this reader. */
export function hasPublicMenu(
  item: DocumentItem,
  publication: Publication | null,
  setsLogo: boolean,
): boolean {
  if (item.deletedAt !== null) return publication !== null && item.canDelete;
  const owns = isPublishable(item) && (item.canEdit || publication?.state === "public");
  return owns || (setsLogo && canBeLogo(item));
}

/** What a media file is to the public: making it so, its link, taking it back; and the school's logo. */
export function PublicMenu({ item, publication, setsLogo, tell }: Props) {
  const t = useTranslations("public");
  const errorText = useErrorText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const name = nameOf(item);
  const altText = useAltText(item);
  const isImage = canBeLogo(item);
  const { id } = item;
  const state = publication?.state ?? null;
  const url = state === "public" ? (publication?.url ?? null) : null;
  const copy = (text: string, words: "copied" | "copiedHtml" = "copied") =>
    void copyLink(text).then((done) => (done ? sayDone(t(words)) : sayFailed(t("notCopied"))));
  /** Asks the server; answers why it could not be done. */
  const act = async <T,>(work: () => Promise<ActionResult<T>>, then: (data: T) => void) => {
    const result = await work().catch(() => null);
    if (result === null) return t("unreachable");
    if (!result.ok) return errorText(result.code, result.details);
    then(result.data);
    return null;
  };
  const dialogs = {
    publish: {
      title: t("publishTitle", { name }),
      texts: [
        ...(isImage && altText === null ? [t("publishUndescribed")] : []),
        t("publishText"),
        t("publishLater", { minutes: KEPT_MINUTES }),
      ],
      confirm: t("publishConfirm"),
      onConfirm: () => act(() => publishAction(id), tell),
    },
    unpublish: {
      title: t("unpublishTitle", { name }),
      texts: [t("unpublishText")],
      confirm: t("unpublishConfirm"),
      onConfirm: () => act(() => unpublishAction(id), tell),
    },
    logo: {
      title: t("logoTitle", { name }),
      texts: [t("logoText"), t("publishText")],
      confirm: t("logoConfirm"),
      onConfirm: () =>
        act(
          () => chooseLogoAction(id),
          () => sayDone(t("logoWanted", { name })),
        ),
    },
  };
  const live = item.deletedAt === null;
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={t("menu", { name })}
            className={state === null ? "" : state === "withdrawing" ? "text-wait" : "text-accent"}
          >
            <Globe aria-hidden className="size-4" />
          </IconButton>
        }
      >
        {state === null && live && item.canEdit && isPublishable(item) && (
          <MenuItem icon={Globe} onClick={() => setAsked("publish")}>
            {t("publish")}
          </MenuItem>
        )}
        {url !== null && (
          <>
            <MenuItem icon={Copy} onClick={() => copy(url)}>
              {t("copy")}
            </MenuItem>
            {isImage && (
              <MenuItem icon={CodeXml} onClick={() => copy(imageHtml(url, altText), "copiedHtml")}>
                {t("copyHtml")}
              </MenuItem>
            )}
            <MenuItem icon={ExternalLink} onClick={() => window.open(url, "_blank", "noopener,noreferrer")}>
              {t("open")}
            </MenuItem>
          </>
        )}
        {(state === "public" || state === "publishing") && item.canEdit && (
          <MenuItem icon={GlobeLock} onClick={() => setAsked("unpublish")}>
            {t("unpublish")}
          </MenuItem>
        )}
        {state === "withdrawing" && (
          <p className="max-w-64 px-2 py-1 text-small text-wait">{t("isWithdrawing")}</p>
        )}
        {live && setsLogo && canBeLogo(item) && (
          <>
            {state !== null && <MenuSeparator />}
            <MenuItem icon={School} onClick={() => setAsked("logo")}>
              {t("asLogo")}
            </MenuItem>
          </>
        )}
      </Menu>
      {asked !== null && <ConfirmDialog {...dialogs[asked]} onClose={() => setAsked(null)} />}
    </>
  );
}
