"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { nameOf } from "#components/files/name.ts";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { SchoolSign } from "#components/logo/school-sign.tsx";
import { useLogo } from "#components/logo/use-logo.ts";
import { ConfirmDialog } from "#components/publishing/confirm-dialog.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import { chooseLogoAction, removeLogoAction } from "#lib/logo/actions.ts";
import type { Logo } from "#lib/logo/types.ts";

type Props = {
  schoolName: string;
  first: Logo | null;
  /** Pictures among the school's media, the newest first. */
  pictures: readonly DocumentItem[];
  /** Whether there is a public bucket. */
  possible: boolean;
};

/** The school's logo: what it is, which picture it is made of, and how it is removed. */
export function LogoSettings({ schoolName, first, pictures, possible }: Props) {
  const t = useTranslations("public");
  const words = useTranslations("schoolSettings");
  const errorText = useErrorText();
  const { logo, tell } = useLogo(first);
  const [asked, setAsked] = useState<DocumentItem | null>(null);
  const [pending, start] = useTransition();
  const act = async (work: () => Promise<ActionResult<Logo | null>>): Promise<string | null> => {
    const result = await work().catch(() => null);
    if (result === null) return t("unreachable");
    if (!result.ok) return errorText(result.code, result.details);
    tell(result.data);
    return null;
  };
  const remove = () =>
    start(async () => {
      const why = await act(removeLogoAction);
      if (why !== null) sayFailed(why);
    });
  const state = logo?.removing ? "removing" : logo?.making ? "making" : logo === null ? "none" : "shown";
  return (
    <>
      <div className="flex items-center gap-4">
        <SchoolSign name={schoolName} url={logo?.url ?? null} size="large" />
        <div className="flex min-w-0 flex-col items-start gap-2">
          <p aria-live="polite" className="text-ink-2">
            {words(state)}
          </p>
          {logo !== null && !logo.removing && (
            <Button disabled={pending} onClick={remove}>
              {words("remove")}
            </Button>
          )}
        </div>
      </div>
      {logo?.failed && <Banner tone="loss">{words("failed")}</Banner>}
      {!possible && <Banner tone="wait">{errorText("public_not_configured")}</Banner>}
      {possible && pictures.length === 0 && (
        <p className="text-ink-2">
          {words("noPictures")}{" "}
          <Link href="/documents?kind=media" className="text-accent underline underline-offset-2">
            {words("toMedia")}
          </Link>
        </p>
      )}
      {possible && pictures.length > 0 && (
        <fieldset disabled={logo?.removing === true}>
          <legend className="mb-2 text-ink-2">{words("choose")}</legend>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-2">
            {pictures.map((picture) => (
              <li key={picture.id} className="min-w-0">
                <button
                  type="button"
                  aria-label={words("use", { name: nameOf(picture) })}
                  title={nameOf(picture)}
                  onClick={() => setAsked(picture)}
                  className="block w-full overflow-hidden rounded-md border border-line bg-surface text-left hover:border-control disabled:opacity-50"
                >
                  <Thumbnail url={picture.thumbnailUrl} contentType={picture.contentType} look="card" />
                  <span className="block truncate border-t border-line px-2 py-1 text-caption text-ink-2">
                    {nameOf(picture)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {asked !== null && (
        <ConfirmDialog
          title={t("logoTitle", { name: nameOf(asked) })}
          texts={[t("logoText"), t("publishText")]}
          confirm={t("logoConfirm")}
          onConfirm={() => act(() => chooseLogoAction(asked.id))}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
