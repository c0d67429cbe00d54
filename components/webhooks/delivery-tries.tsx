import { useFormatter, useTranslations } from "next-intl";
import { useAnswerWords } from "#components/webhooks/answer-words.ts";
import { Code } from "#components/webhooks/code.tsx";
import type { Try } from "#lib/webhooks/types.ts";

/** Each try of a delivery and what came of it, the newest first. */
export function DeliveryTries({ tries }: { tries: readonly Try[] }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const words = useAnswerWords();
  return (
    <ol aria-label={t("tries")} className="flex flex-col border-t border-line">
      {tries.toReversed().map((made, at) => (
        <li key={made.at} className="border-b border-line py-3">
          <p className="flex flex-wrap gap-x-3 text-ink-2 tnum">
            <span className="font-medium text-ink">{t("try", { number: tries.length - at })}</span>
            <span>{format.dateTime(new Date(made.at), { dateStyle: "medium", timeStyle: "medium" })}</span>
            <span>{t("took", { took: format.number(made.took) })}</span>
            <span className={made.problem === null ? "text-accent" : "text-loss"}>{words(made)}</span>
          </p>
          {made.status !== null &&
            (made.answer.trim() === "" ? (
              <p className="mt-1 text-small text-ink-3">{t("emptyAnswer")}</p>
            ) : (
              <Code label={t("answerBody")}>{made.answer}</Code>
            ))}
        </li>
      ))}
    </ol>
  );
}
