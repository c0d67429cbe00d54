"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { SizeField } from "#components/file-rules/size-field.tsx";
import { type SizeText, sizeText } from "#components/file-rules/size-text.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { setQuotaAction } from "#lib/quota/actions.ts";
import { MAX_QUOTA, readSize } from "#lib/quota/size.ts";
import type { SchoolQuota } from "#lib/quota/types.ts";

const FIRST: SizeText = { amount: "500", unit: "GB" };

/** The bytes of what was typed; null where it is no quota. */
function quotaOf({ amount, unit }: SizeText): number | null {
  const bytes = readSize(`${amount.trim()}${unit}`);
  return bytes === null || bytes > MAX_QUOTA ? null : bytes;
}

/** Says how much a school may store, or that it may store what it likes. */
export function QuotaDialog(props: {
  school: SchoolQuota;
  open: boolean;
  onClose: () => void;
  onClosed: () => void;
}) {
  const { school, open, onClose, onClosed } = props;
  const t = useTranslations("quota");
  const locale = useLocale();
  const id = useId();
  const router = useRouter();
  const errorText = useErrorText();
  const [limited, setLimited] = useState(school.quota !== null);
  const [text, setText] = useState(school.quota === null ? FIRST : sizeText(school.quota, locale));
  const [wrong, setWrong] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const bytes = limited ? quotaOf(text) : null;
  const used = school.stored + school.trash + school.pending;
  const save = () =>
    start(async () => {
      setWrong(limited && bytes === null);
      if (limited && bytes === null) return;
      const result = await setQuotaAction(school.id, bytes).catch(() => null);
      if (result?.ok) {
        sayDone(t("saved", { school: school.name }), undefined, `quota:${school.id}`);
        router.refresh();
        onClose();
      } else setProblem(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      onClosed={onClosed}
      title={t("titleOf", { school: school.name })}
      text={t("usedNow", { used: formatBytes(used, locale), trash: formatBytes(school.trash, locale) })}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        className="flex flex-col gap-4"
      >
        <label className="flex min-h-8 cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={limited}
            onChange={(event) => setLimited(event.target.checked)}
            className="shrink-0"
          />
          {t("limited")}
        </label>
        {limited && (
          <SizeField
            id={`${id}size`}
            label={t("limit")}
            unitLabel={t("unit")}
            hint={t("hint")}
            problem={wrong ? t("wrong", { most: formatBytes(MAX_QUOTA, locale) }) : null}
            value={text}
            onChange={setText}
          />
        )}
        {bytes !== null && bytes < used && <Banner tone="wait">{t("below")}</Banner>}
        {problem !== null && <Banner tone="loss">{problem}</Banner>}
        <div className="flex justify-end gap-2">
          <Button disabled={pending} onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
