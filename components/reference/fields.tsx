import { getTranslations } from "next-intl/server";
import { Words } from "#components/reference/words.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Field, FieldGroup } from "#lib/api/reference/types.ts";

async function FieldLine({ field }: { field: Field }) {
  const t = await getTranslations("apiReference");
  const { name, type, schema, required, description } = field;
  return (
    <li className="flex flex-col gap-0.5 border-t border-line py-2 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <code className="font-mono text-small font-medium wrap-anywhere">{name}</code>
        {schema === null ? (
          <span lang="en" className="text-small wrap-anywhere text-ink-3">
            {type}
          </span>
        ) : (
          <a href={`#schema-${schema}`} className="text-small text-accent underline wrap-anywhere">
            {type}
          </a>
        )}
        {required && <Badge>{t("required")}</Badge>}
        {field.default !== null && (
          <span className="text-small text-ink-3">{t("defaults", { value: field.default })}</span>
        )}
      </div>
      {description !== null && (
        <p lang="en" className="text-small text-ink-2">
          <Words>{description}</Words>
        </p>
      )}
    </li>
  );
}

/** Fields with what they take. */
export function Fields({ groups }: { groups: readonly FieldGroup[] }) {
  return groups.map(({ title, fields }) => (
    <div key={title ?? ""} className="min-w-0">
      {title !== null && <p className="mt-2 font-mono text-small font-medium">{title}</p>}
      <ul>
        {fields.map((field) => (
          <FieldLine key={field.name} field={field} />
        ))}
      </ul>
    </div>
  ));
}
