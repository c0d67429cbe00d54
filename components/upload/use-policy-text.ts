"use client";
import { useLocale, useTranslations } from "next-intl";
import { typeShortName } from "#components/files/type-name.ts";
import { formatLimit } from "#components/format/limit.ts";
import { useUploads } from "#components/upload/upload-context.ts";
import { typeFamily } from "#lib/documents/family.ts";

/** Families of types that are named as a whole. */
const NAMED = { image: "images", word: "word", audio: "audio", video: "video" } as const;

/** What may be uploaded, in a few words: "PDF, images, Word, up to 10 MB". Empty for readers who may not add files. */
export function usePolicyText(): string {
  const t = useTranslations("upload");
  const locale = useLocale();
  const policy = useUploads()?.policy;
  if (policy === undefined) return "";
  const { types, maxSize } = policy;
  const families = Object.keys(types).map(typeFamily);
  const names = Object.keys(types).map((type) => {
    const family = typeFamily(type);
    // Of a family with a single member, "images" would promise too much.
    const several = families.filter((other) => other === family).length > 1;
    return several && family in NAMED ? t(NAMED[family as keyof typeof NAMED]) : typeShortName(type);
  });
  const text = t("policy", { types: [...new Set(names)].join(", "), size: formatLimit(maxSize, locale) });
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}
