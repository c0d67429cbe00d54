"use client";
import { Camera, Trash2, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type DragEvent, useCallback, useEffect, useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { isTyping } from "#components/list/typing.ts";
import { Avatar } from "#components/profiles/avatar.tsx";
import { forgetPictures } from "#components/profiles/picture-cache.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { removePictureAction } from "#lib/profiles/actions.ts";
import { SOURCE_TYPES } from "#lib/profiles/constants.ts";

const CropDialog = onDemand(() =>
  import("#components/profiles/crop-dialog.tsx").then((module) => module.CropDialog),
);

const isPicture = ({ type }: File) => SOURCE_TYPES.some((each) => each === type);

/** The reader's own picture: chosen, taken, dropped or pasted, cut to a square, and removed. */
export function PictureSettings({ name, url }: { name: string; url: string | null }) {
  const t = useTranslations("profile");
  const errorText = useErrorText();
  const router = useRouter();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState(false);
  const [over, setOver] = useState(false);
  const [removing, start] = useTransition();
  const take = useCallback((given: readonly File[]) => {
    const [first] = given;
    if (first === undefined) return;
    setWrong(!isPicture(first));
    if (isPicture(first)) setFile(first);
  }, []);
  useEffect(() => {
    const listen = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (pasted.length === 0 || isTyping(event.target)) return;
      event.preventDefault();
      take(pasted);
    };
    document.addEventListener("paste", listen);
    return () => document.removeEventListener("paste", listen);
  }, [take]);
  const changed = (words: string) => {
    forgetPictures();
    // The one in the navigation is the server's.
    router.refresh();
    sayDone(words);
  };
  const remove = () =>
    start(async () => {
      const result = await removePictureAction().catch(() => null);
      if (result === null) sayFailed(t("unreachable"));
      else if (result.ok) changed(t("removed"));
      else sayFailed(errorText(result.code, result.details));
    });
  const drag = (event: DragEvent, isOver: boolean) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(isOver);
  };
  const input = (attributes: { capture?: "user" }) => ({
    type: "file",
    accept: SOURCE_TYPES.join(","),
    hidden: true,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      take([...(currentTarget.files ?? [])]);
      // The same file can be chosen again.
      currentTarget.value = "";
    },
    ...attributes,
  });
  return (
    // What is dropped here can be chosen by the button as well.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onDragEnter={(event) => drag(event, true)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        take([...event.dataTransfer.files]);
      }}
      className={`-m-3 flex flex-col gap-3 rounded-md border border-dashed p-3 ${over ? "border-accent bg-accent-soft" : "border-transparent"}`}
    >
      <div className="flex flex-wrap items-center gap-4">
        <Avatar name={name} url={url} size="large" />
        <div className="flex min-w-0 flex-wrap gap-2">
          <input ref={files} {...input({})} />
          <input ref={camera} {...input({ capture: "user" })} />
          <Button onClick={() => files.current?.click()}>
            <Upload aria-hidden strokeWidth={1.75} className="size-4" />
            {url === null ? t("choose") : t("replace")}
          </Button>
          <Button className="hidden pointer-coarse:inline-flex" onClick={() => camera.current?.click()}>
            <Camera aria-hidden strokeWidth={1.75} className="size-4" />
            {t("camera")}
          </Button>
          {url !== null && (
            <Button variant="quiet" disabled={removing} onClick={remove}>
              <Trash2 aria-hidden strokeWidth={1.75} className="size-4" />
              {removing ? t("removing") : t("remove")}
            </Button>
          )}
        </div>
      </div>
      <p className="text-small text-ink-3">{t("hint")}</p>
      {wrong && <Banner tone="loss">{t("wrongType")}</Banner>}
      {file !== null && (
        <CropDialog file={file} onSaved={() => changed(t("saved"))} onClose={() => setFile(null)} />
      )}
    </div>
  );
}
