import { getTranslations } from "next-intl/server";
import { Fields } from "#components/reference/fields.tsx";
import { Words } from "#components/reference/words.tsx";
import type { Reference } from "#lib/api/reference/types.ts";

/** What webhooks are sent, and the shapes that operations and events share. */
export async function EventsAndSchemas({ reference }: { reference: Reference }) {
  const t = await getTranslations("apiReference");
  return (
    <>
      <section aria-labelledby="events" className="pt-6">
        <h2 id="events" className="scroll-mt-16 text-title font-semibold tracking-tight">
          {t("events")}
        </h2>
        <p className="mt-1 text-ink-2">
          <Words>{t("eventsIntro")}</Words>
        </p>
        <ul className="mt-3">
          {reference.events.map(({ type, summary, schema }) => (
            <li key={type} id={`event-${type}`} className="scroll-mt-16 border-t border-line py-2 text-small">
              <code className="font-mono font-medium">{type}</code>{" "}
              <a href={`#schema-${schema}`} className="text-accent underline">
                {schema}
              </a>
              <span lang="en" className="block text-ink-2">
                {summary}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="schemas" className="pt-8">
        <h2 id="schemas" className="scroll-mt-16 text-title font-semibold tracking-tight">
          {t("schemas")}
        </h2>
        <div>
          {reference.schemas.map(({ name, groups }) => (
            <article key={name} aria-labelledby={`schema-${name}`} className="border-t border-line py-4">
              <h3 id={`schema-${name}`} className="scroll-mt-16 font-mono text-small font-semibold">
                {name}
              </h3>
              <Fields groups={groups} />
            </article>
          ))}
        </div>
      </section>
    </>
  );
}
