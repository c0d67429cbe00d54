"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Stand } from "#components/preview/zoom.ts";
import { outputSide, squareOf, startingStand } from "#components/profiles/crop.ts";
import { Cropper } from "#components/profiles/cropper.tsx";
import { cutOut, readPicture } from "#components/profiles/draw.ts";
import { savePicture } from "#components/profiles/save-picture.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { MAX_PICTURE_SIDE } from "#lib/profiles/constants.ts";

type Read = { picture: HTMLCanvasElement } | "unreadable" | null;

type Props = { file: File; onSaved: (url: string | null) => void; onClose: () => void };

/** Cuts a square out of a picture and saves it as the reader's own. */
export function CropDialog({ file, onSaved, onClose }: Props) {
  const t = useTranslations("profile");
  const errorText = useErrorText();
  const [open, setOpen] = useState(true);
  const [read, setRead] = useState<Read>(null);
  const [stand, setStand] = useState<Stand | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, start] = useTransition();
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let wanted = true;
    readPicture(file).then(
      (picture) => {
        if (!wanted) return;
        setRead({ picture });
        setStand(startingStand(picture));
      },
      () => wanted && setRead("unreadable"),
    );
    return () => {
      wanted = false;
    };
  }, [file]);
  const isThere = stand !== null;
  useEffect(() => {
    if (isThere) stage.current?.focus();
  }, [isThere]);
  const picture = read === null || read === "unreadable" ? null : read.picture;
  const save = () =>
    start(async () => {
      if (picture === null || stand === null) return;
      setProblem(null);
      const square = squareOf(stand, picture);
      const saved = await cutOut(picture, square, outputSide(square, MAX_PICTURE_SIDE))
        .then(savePicture)
        .catch(() => null);
      if (saved?.ok) {
        onSaved(saved.url);
        setOpen(false);
        return;
      }
      if (saved === null) setProblem(t("notDrawn"));
      else setProblem(saved.code === "unreachable" ? t("unreachable") : errorText(saved.code, saved.details));
    });
  return (
    <Dialog open={open} onClose={() => !saving && setOpen(false)} onClosed={onClose} title={t("cropTitle")}>
      <div className="flex flex-col gap-4 pt-1">
        {read === null && <Skeleton className="mx-auto aspect-square w-72 max-w-full" />}
        {read === "unreadable" && <Banner tone="loss">{t("unreadable")}</Banner>}
        {picture !== null && stand !== null && (
          <Cropper
            picture={picture}
            stand={stand}
            stage={stage}
            onChange={(next) => setStand((now) => (now === null ? now : next(now)))}
          />
        )}
        {problem !== null && <Banner tone="loss">{problem}</Banner>}
        <div className="flex justify-end gap-2">
          <Button disabled={saving} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button variant="primary" disabled={saving || picture === null} onClick={save}>
            {saving ? t("saving") : t("save")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
