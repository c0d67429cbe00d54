"use client";
import { Check, Copy, ShieldCheck, ShieldQuestionMark } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { sayFailed } from "#components/ui/toasts.ts";

/** The checksum of the stored bytes, whether it was proven, and a way to have it elsewhere. */
export function Checksum({ sha256, verified }: { sha256: string | null; verified: boolean }) {
  const t = useTranslations("details");
  const [copied, setCopied] = useState<string | null>(null);
  if (sha256 === null) return t("noChecksum");
  const copy = () =>
    navigator.clipboard.writeText(sha256).then(
      () => setCopied(sha256),
      () => sayFailed(t("notCopied")),
    );
  const done = copied === sha256;
  const Mark = verified ? ShieldCheck : ShieldQuestionMark;
  const Icon = done ? Check : Copy;
  return (
    <>
      <span className="flex items-start gap-1.5">
        <Mark aria-hidden className={`mt-px size-4 shrink-0 ${verified ? "text-accent" : "text-wait"}`} />
        {verified ? t("verified") : t("notVerified")}
      </span>
      <code className="my-1.5 block rounded-sm bg-sunken px-2 py-1.5 text-caption break-all">{sha256}</code>
      <Button className="h-8 text-small" onClick={() => void copy()}>
        <Icon aria-hidden className="size-3.5" />
        <span aria-live="polite">{done ? t("copied") : t("copy")}</span>
      </Button>
    </>
  );
}
