import { File, FileAudio, FileImage, FileText, FileType, FileVideo, type LucideIcon } from "lucide-react";
import { type TypeFamily, typeFamily } from "#lib/documents/family.ts";

const LOOKS: Record<TypeFamily, { icon: LucideIcon; hue: string }> = {
  pdf: { icon: FileText, hue: "text-(--type-pdf)" },
  image: { icon: FileImage, hue: "text-(--type-image)" },
  word: { icon: FileType, hue: "text-(--type-word)" },
  audio: { icon: FileAudio, hue: "text-(--type-media)" },
  video: { icon: FileVideo, hue: "text-(--type-media)" },
  text: { icon: FileText, hue: "text-(--type-other)" },
  other: { icon: File, hue: "text-(--type-other)" },
};

/** The sign of a file's type. Decoration: the type stands in words beside it. */
export function TypeIcon({ contentType, className = "size-5" }: { contentType: string; className?: string }) {
  const { icon: Icon, hue } = LOOKS[typeFamily(contentType)];
  return <Icon aria-hidden strokeWidth={1.5} className={`shrink-0 ${hue} ${className}`} />;
}
