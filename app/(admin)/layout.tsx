import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { BulkHost } from "#components/bulk/bulk-host.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { StorageBanner } from "#components/shell/storage-banner.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { UploadProvider } from "#components/upload/upload-provider.tsx";
import { ZipHost } from "#components/zip/zip-host.tsx";
import { bulkSummary } from "#lib/bulk/data.ts";

/** Everything behind sign-in. The uploads live here, so that they outlast the pages. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [actor, messages] = await Promise.all([pageActor(), getMessages()]);
  const { app: _a, signIn: _b, setup: _c, roles: _d, ...shown } = messages;
  const jobs = await bulkSummary(actor);
  const uploader = actor.can("documents:write") ? { id: actor.userId, name: actor.userName } : null;
  return (
    <NextIntlClientProvider messages={shown}>
      <NuqsAdapter>
        <UploadProvider uploader={uploader} widerTypes={actor.uploadTypes}>
          <Shell
            schoolName={actor.schoolName}
            userName={actor.userName}
            seesUsage={actor.can("usage:read")}
            jobs={jobs}
          >
            <StorageBanner />
            {children}
          </Shell>
        </UploadProvider>
        <ZipHost />
        <BulkHost running={jobs.running} />
        <Toaster />
      </NuqsAdapter>
    </NextIntlClientProvider>
  );
}
