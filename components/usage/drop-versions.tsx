"use client";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { onBulkEnd } from "#components/bulk/store.ts";
import { useBulk } from "#components/bulk/use-bulk.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { countOldVersionsAction } from "#lib/versions/actions.ts";
import { OLD_VERSION_DAYS } from "#lib/versions/constants.ts";
import type { OldVersions } from "#lib/versions/types.ts";

type Days = (typeof OLD_VERSION_DAYS)[number];

/** Deletes the old versions of all files for good, after saying what is lost; a job does it. */
export function DropVersions({ schoolId }: { schoolId: string }) {
  const t = useTranslations("dropVersions");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  useEffect(() => onBulkEnd(() => router.refresh()), [router]);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trash2 aria-hidden className="size-4" />
        {t("open")}
      </Button>
      {open && <Question schoolId={schoolId} onClose={() => setOpen(false)} />}
    </>
  );
}

function Question({ schoolId, onClose }: { schoolId: string; onClose: () => void }) {
  const t = useTranslations("dropVersions");
  const locale = useLocale();
  const id = useId();
  const { start } = useBulk();
  const [days, setDays] = useState<Days>(365);
  const [found, setFound] = useState<{ days: Days; lost: OldVersions | null } | null>(null);
  useEffect(() => {
    let wanted = true;
    const count = async () => {
      const result = await countOldVersionsAction({ days, documentId: null }).catch(() => null);
      if (wanted) setFound({ days, lost: result?.ok ? result.data : null });
    };
    void count();
    return () => {
      wanted = false;
    };
  }, [days]);
  const lost = found?.days === days ? found.lost : undefined;
  const text = () => {
    if (lost === undefined) return t("counting");
    if (lost === null) return t("failed");
    return t("lost", { ...lost, size: formatBytes(lost.bytes, locale) });
  };
  const begin = async () => {
    if (!lost?.versions) return text();
    await start({ action: "dropVersions", schoolId, upTo: lost.upTo });
    return null;
  };
  return (
    <Alert
      title={t("title")}
      text={
        <p aria-live="polite" className="min-h-10">
          {text()}
        </p>
      }
      cancel={t("cancel")}
      action={t("confirm")}
      working={t("working")}
      loss
      onAction={begin}
      onClose={onClose}
    >
      <Field id={id} label={t("age")}>
        {(control) => (
          <select
            {...control}
            value={days}
            onChange={(event) =>
              setDays(OLD_VERSION_DAYS.find((each) => String(each) === event.target.value) ?? 365)
            }
            className={CONTROL}
          >
            {OLD_VERSION_DAYS.map((each) => (
              <option key={each} value={each}>
                {t(`ages.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Alert>
  );
}
