import { Check, X } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Explanation } from "#lib/sight/types.ts";

/** Whether a member sees a file, and why, in words. */
export async function Explained({ explanation }: { explanation: Explanation }) {
  const { member, kind, restrictedClass, sight } = explanation;
  const [t, roles] = await Promise.all([getTranslations("sight"), getTranslations("roles")]);
  const role = roles(member.role);
  const words = { role, recordClass: restrictedClass ?? "" };
  const lines = sight.sees
    ? sight.grounds.map((ground) =>
        t(ground === "role" ? `grounds.role.${kind}` : `grounds.${ground}`, words),
      )
    : [t(`obstacles.${sight.obstacle}`, words)];
  const Icon = sight.sees ? Check : X;
  return (
    <section aria-label={member.name} className="flex gap-3 rounded-md border border-line bg-surface p-4">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${sight.sees ? "text-accent" : "text-ink-3"}`} />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-semibold">{t(sight.sees ? "can" : "cannot", { name: member.name })}</p>
        {lines.map((line) => (
          <p key={line} className="mt-1 text-ink-2">
            {line}
          </p>
        ))}
      </div>
    </section>
  );
}
