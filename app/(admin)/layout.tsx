import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { BulkHost } from "#components/bulk/bulk-host.tsx";
import { PaletteHost } from "#components/palette/palette-host.tsx";
import { QuotaBanner } from "#components/quota/quota-banner.tsx";
import { SecondFactorDue } from "#components/second-factor/due-banner.tsx";
import { Dock } from "#components/shell/dock.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { StepWatch } from "#components/shell/step-watch.tsx";
import { StorageBanner } from "#components/shell/storage-banner.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { UploadFrom } from "#components/upload/upload-from.tsx";
import { UploadProvider } from "#components/upload/upload-provider.tsx";
import { UploadTray } from "#components/upload/upload-tray.tsx";
import { WebhookBanner } from "#components/webhooks/webhook-banner.tsx";
import { ZipHost } from "#components/zip/zip-host.tsx";
import { listSchools } from "#lib/auth/data.ts";
import { currentActor } from "#lib/auth/session.ts";
import { bulkSummary } from "#lib/bulk/data.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";
import { schoolLogo } from "#lib/logo/data.ts";
import { countUnread } from "#lib/messages/data.ts";
import { ownPicture } from "#lib/profiles/data.ts";
import { schoolRoom } from "#lib/quota/data.ts";
import { multipartThreshold } from "#lib/storage/capabilities.ts";
import { countDisabled } from "#lib/webhooks/data.ts";

/** The school's name in the title of its pages: people of several schools have tabs of each. */
export async function generateMetadata(): Promise<Metadata> {
  const [actor, t] = await Promise.all([currentActor(), getTranslations("app")]);
  return { title: { default: t("name"), template: `%s · ${actor?.schoolName ?? t("name")}` } };
}

/** Everything behind sign-in. The uploads live here, so that they outlast the pages. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [actor, messages] = await Promise.all([pageActor(), getMessages()]);
  const [schools, logo, room, picture, unread, switchedOff] = await Promise.all([
    listSchools(actor),
    schoolLogo(actor),
    schoolRoom(actor),
    ownPicture(actor),
    countUnread(actor),
    countDisabled(actor),
  ]);
  const {
    app: _a,
    signIn: _b,
    secondStep: _ss,
    secondFactor: _sf,
    reauthentication: _ra,
    secondFactorPolicy: _sp,
    secondFactorMail: _sm,
    setup: _c,
    roles: _d,
    storageAdvice: _e,
    doctor: _f,
    reconcile: _k,
    usage: _g,
    audit: _au,
    fileRules: _h,
    fields: _y,
    recordClasses: _z,
    quota: _i,
    quotaMail: _j,
    students: _l,
    studentImport: _si,
    webhooks: _m,
    webhookMail: _n,
    provider: _pr,
    tokens: _to,
    messageMail: _u,
    profile: _p,
    messages: _v,
    media: _q,
    reports: _re,
    sight: _sg,
    ...shown
  } = messages;
  const reader = {
    students: actor.can("students:read"),
    reports: actor.can("reports:read"),
    media: actor.can("media:read"),
    usage: actor.can("usage:read") || actor.platformAdmin,
    audit: actor.can("audit:read"),
    school: actor.can("settings:manage"),
    storage: actor.platformAdmin,
  };
  const jobs = await bulkSummary(actor);
  const administers = actor.can("settings:manage");
  const uploader = actor.can("documents:write")
    ? { id: actor.userId, name: actor.userName, schoolId: actor.schoolId }
    : null;
  return (
    <NextIntlClientProvider messages={shown}>
      <UploadProvider
        uploader={uploader}
        policies={{
          document: schoolPolicy("document", actor.uploadRules),
          media: schoolPolicy("media", actor.uploadRules),
          report: schoolPolicy("report", actor.uploadRules),
        }}
        inPartsAbove={multipartThreshold()}
        mayAddMedia={actor.can("media:write")}
        mayAddReports={actor.can("reports:write") && reader.students}
      >
        <Shell
          jobs={jobs}
          unread={unread}
          school={{ id: actor.schoolId, name: actor.schoolName, logo: logo?.url ?? null }}
          schools={schools}
          person={{ name: actor.userName, picture }}
          reader={reader}
        >
          <StorageBanner administers={administers} />
          <QuotaBanner room={room} seesUsage={reader.usage} />
          <SecondFactorDue due={actor.secondFactorDue} timeZone={actor.timeZone} />
          <WebhookBanner count={switchedOff} />
          {children}
        </Shell>
        <PaletteHost reader={reader} />
        <Dock>
          <ZipHost />
          <UploadFrom />
          <UploadTray administers={administers} />
        </Dock>
      </UploadProvider>
      <StepWatch />
      <BulkHost running={jobs.running} />
      <Toaster />
    </NextIntlClientProvider>
  );
}
