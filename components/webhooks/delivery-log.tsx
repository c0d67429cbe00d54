import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useAnswerWords } from "#components/webhooks/answer-words.ts";
import { DeliveryBadge } from "#components/webhooks/state-badge.tsx";
import type { Delivery } from "#lib/webhooks/types.ts";

const MOMENT = { dateStyle: "medium", timeStyle: "medium" } as const;
const WIDE = "max-sm:hidden";

/** What was sent to a webhook, the newest first; an event opens what was sent and answered. */
export function DeliveryLog({ webhookId, lines }: { webhookId: string; lines: readonly Delivery[] }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const words = useAnswerWords();
  const soon = (at: string) => t("nextTry", { time: format.dateTime(new Date(at), { timeStyle: "medium" }) });
  const outcome = ({ last, state, nextAttemptAt }: Delivery) => {
    if (last === null) return state === "failed" ? t("gaveUp") : t("notTried");
    return state === "waiting" && nextAttemptAt !== null
      ? `${words(last)}. ${soon(nextAttemptAt)}`
      : words(last);
  };
  return (
    <table aria-label={t("deliveries")} className="w-full border-collapse">
      <thead>
        <tr className="h-9 border-b border-line text-left text-caption text-ink-3 [&>th]:font-medium">
          <th scope="col">{t("columns.event")}</th>
          <th scope="col" className={`pl-4 ${WIDE}`}>
            {t("columns.answer")}
          </th>
          <th scope="col" className={`pl-4 text-right ${WIDE}`}>
            {t("columns.tries")}
          </th>
          <th scope="col" className="pl-4">
            {t("columns.state")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id} className="relative border-b border-line hover:bg-sunken">
            <th scope="row" className="py-2 text-left font-normal">
              <Link
                href={`/settings/school/webhooks/${webhookId}/${line.id}`}
                prefetch={false}
                className="block font-medium wrap-anywhere outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {line.type}
              </Link>
              <span className="block text-small text-ink-2 tnum">
                {format.dateTime(new Date(line.occurredAt), MOMENT)}
              </span>
              <span className="block text-small text-ink-2 sm:hidden">{outcome(line)}</span>
            </th>
            <td className={`pl-4 text-ink-2 ${WIDE}`}>{outcome(line)}</td>
            <td className={`pl-4 text-right text-ink-2 tnum ${WIDE}`}>{format.number(line.tries)}</td>
            <td className="pl-4">
              <DeliveryBadge state={line.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
