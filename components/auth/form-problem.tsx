"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { Banner } from "#components/ui/banner.tsx";
import type { ActionResult } from "#lib/action-result.ts";

/** Why a form was refused, if it was; `fields` has the labels of its fields by name. */
export function FormProblem({
  result,
  fields,
}: {
  result: ActionResult<null> | null;
  fields: Readonly<Record<string, string>>;
}) {
  const errorText = useErrorText();
  const t = useTranslations("forms");
  if (result === null || result.ok) return null;
  const field = fields[String(result.details.field ?? "")];
  return (
    <Banner tone="loss">
      {result.code === "invalid_request" && field !== undefined
        ? t("check", { field })
        : errorText(result.code, result.details)}
    </Banner>
  );
}
