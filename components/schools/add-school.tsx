"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Founded, SchoolDialog } from "#components/schools/school-dialog.tsx";
import { SchoolLink } from "#components/schools/school-link.tsx";
import { Button } from "#components/ui/button.tsx";

/** The button that adds a school, and what it opens: the questions, then its administrator's link. */
export function AddSchool({ zones }: { zones: readonly string[] }) {
  const t = useTranslations("quota.newSchool");
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [founded, setFounded] = useState<Founded | null>(null);
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
      {asking && <SchoolDialog zones={zones} onFounded={setFounded} onClosed={() => setAsking(false)} />}
      {!asking && founded !== null && (
        <SchoolLink
          founded={founded}
          onClosed={() => {
            setFounded(null);
            router.refresh();
          }}
        />
      )}
    </>
  );
}
