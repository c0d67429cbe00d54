import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { ImportStaff } from "#components/members/import/import-staff.tsx";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("staffImport");
  return { title: t("title") };
}

/** Invites staff from a file. For those who do not decide who belongs to the school, the page does not exist. */
export default async function ImportStaffPage() {
  const actor = await pageActor();
  if (!actor.can("members:manage")) notFound();
  const [t, members, { staffImport, studentImport, roles }] = await Promise.all([
    getTranslations("staffImport"),
    getTranslations("members"),
    getMessages(),
  ]);
  return (
    <MoreMessages messages={{ staffImport, studentImport, roles }}>
      <Link
        href="/settings/school/members"
        className="-ml-1 mb-1 inline-flex h-8 items-center gap-1 rounded-md px-1 text-small text-ink-2 hover:text-ink pointer-coarse:h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {members("title")}
      </Link>
      <PageHeader title={t("title")} />
      <ImportStaff />
    </MoreMessages>
  );
}
