"use client";
import { Camera, FileText, Image, type LucideIcon, Upload } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { pickFiles } from "#components/upload/pick-files.ts";
import { useUploads } from "#components/upload/upload-context.ts";
import { useUploadLabel } from "#components/upload/use-upload-label.ts";

/**
 * On phones: uploads from the camera, the photos or the files. An iPhone hands photos over as JPEG where HEIC is not
 * among what is accepted. The browser's own popover: Esc and a tap elsewhere close it.
 */
export function UploadFrom() {
  const t = useTranslations("upload");
  const uploads = useUploads();
  const label = useUploadLabel();
  const popover = useRef<HTMLElement>(null);
  const pathname = usePathname();
  if (uploads === null || pathname !== "/documents") return null;
  const { choose, add, policy } = uploads;
  const types = (family: RegExp) =>
    Object.keys(policy.types)
      .filter((type) => family.test(type))
      .join(",");
  const sources: { name: "camera" | "photos" | "files"; icon: LucideIcon; pick: () => void }[] = [
    {
      name: "camera",
      icon: Camera,
      pick: () => pickFiles({ accept: types(/^image/), capture: "environment" }, add),
    },
    { name: "photos", icon: Image, pick: () => pickFiles({ accept: types(/^(image|video)/) }, add) },
    { name: "files", icon: FileText, pick: choose },
  ];
  return (
    <div className="pointer-events-auto relative mr-4 mb-4 self-end sm:hidden">
      <button
        type="button"
        popoverTarget="upload-from"
        className="flex h-12 items-center gap-2 rounded-full bg-accent px-5 font-medium text-on-accent shadow-float hover:bg-accent-strong"
      >
        <Upload aria-hidden className="size-5" />
        {label}
      </button>
      <section
        ref={popover}
        id="upload-from"
        popover="auto"
        aria-label={t("from")}
        className="inset-auto right-4 bottom-20 m-0 w-56 flex-col rounded-md border border-line bg-surface p-1 text-ink shadow-float open:flex"
      >
        {sources.map(({ name, icon: Icon, pick }) => (
          <button
            key={name}
            type="button"
            onClick={() => {
              popover.current?.hidePopover();
              pick();
            }}
            className="flex h-11 items-center gap-3 rounded-sm px-3 text-left hover:bg-sunken"
          >
            <Icon aria-hidden strokeWidth={1.75} className="size-5 text-ink-2" />
            {t(`sources.${name}`)}
          </button>
        ))}
      </section>
    </div>
  );
}
