import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { Explained } from "#components/sight/explained.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { AppError } from "#lib/errors.ts";
import { explainSight, findExplained, findMembers } from "#lib/sight/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sight");
  return { title: t("title") };
}

const absent = (error: unknown) => {
  if (error instanceof AppError && error.code === "not_found") return null;
  throw error;
};

/** Who can see a file, and why. For those who do not see to members, and where they cannot see it, there is no page. */
export default async function AccessPage(props: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const [{ id }, params, actor] = await Promise.all([props.params, props.searchParams, pageActor()]);
  if (!actor.can("members:manage")) notFound();
  const q = oneOf(params["q"])?.slice(0, 255) ?? "";
  const who = oneOf(params["who"]) ?? "";
  const file = await findExplained(actor, id).catch(absent);
  if (file === null) notFound();
  const [t, roles, members, explanation] = await Promise.all([
    getTranslations("sight"),
    getTranslations("roles"),
    findMembers(actor, q.replaceAll("\0", "")),
    who === "" ? null : explainSight(actor, file.id, who).catch(absent),
  ]);
  const to = (member: string) => `?${new URLSearchParams({ ...(q !== "" && { q }), who: member })}`;
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="flex max-w-2xl flex-col gap-4">
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          {t("file")}:{" "}
          <Link
            href={`/documents?open=${file.id}`}
            className="font-medium text-accent underline underline-offset-2"
          >
            {file.title ?? file.filename}
          </Link>
        </p>
        <p className="text-ink-2">{t("intro")}</p>
        {explanation !== null && <Explained explanation={explanation} />}
        <search>
          <form className="flex flex-wrap gap-2">
            <span className="min-w-0 flex-1 basis-60">
              <input
                type="search"
                name="q"
                defaultValue={q}
                aria-label={t("search")}
                placeholder={t("search")}
                maxLength={255}
                autoComplete="off"
                className={CONTROL}
              />
            </span>
            <Button type="submit">{t("find")}</Button>
          </form>
        </search>
        {members.length === 0 ? (
          <p className="text-ink-2">{t("none")}</p>
        ) : (
          <ul aria-label={t("members")} className="divide-y divide-line border-y border-line">
            {members.map((member) => (
              <li key={member.id}>
                <Link
                  href={to(member.id)}
                  scroll={false}
                  aria-current={member.id === who ? "true" : undefined}
                  className="flex min-h-11 flex-wrap items-center gap-x-3 py-1.5 hover:bg-sunken aria-current:font-semibold"
                >
                  <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">{member.name}</span>
                  <span className="text-small text-ink-3">{roles(member.role)}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
