import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { ImportStudents } from "#components/students/import/import-students.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("studentImport");
  return { title: t("title") };
}

/** Adds and changes students from a file. For those who may not, the page does not exist. */
export default async function ImportPage() {
  const actor = await pageActor();
  if (!actor.can("students:write")) notFound();
  const [t, words, { students, studentImport }] = await Promise.all([
    getTranslations("studentImport"),
    getTranslations("students"),
    getMessages(),
  ]);
  return (
    <MoreMessages messages={{ students, studentImport }}>
      <Link
        href="/students"
        className="-ml-1 mb-1 inline-flex h-8 items-center gap-1 rounded-md px-1 text-small text-ink-2 hover:text-ink pointer-coarse:h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {words("back")}
      </Link>
      <PageHeader title={t("title")} />
      <ImportStudents />
    </MoreMessages>
  );
}
