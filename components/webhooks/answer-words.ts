import { useTranslations } from "next-intl";
import type { Try } from "#lib/webhooks/types.ts";

/** What came of a try, in a few words. */
export function useAnswerWords(): (made: Try) => string {
  const t = useTranslations("webhooks");
  return ({ status, problem }) => {
    if (problem === null || problem === "status") return t("status", { status: String(status) });
    if (problem === "redirected")
      return `${t("status", { status: String(status) })}: ${t("problem.redirected")}`;
    return t(`problem.${problem}`);
  };
}
