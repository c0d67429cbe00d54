import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { QuietLink } from "#components/auth/quiet-link.tsx";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { ProviderDoor } from "#components/oidc/provider-door.tsx";
import { Awake } from "#components/shell/awake.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { currentActor, currentEnrollee } from "#lib/auth/session.ts";
import { isProviderOnly, providerSettings } from "#lib/oidc/settings.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

/** Sign-in; who is signed in already goes straight on to where they were heading. */
export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, problem, with: way } = await searchParams;
  const target = nextPath(oneOf(next));
  if (await currentActor()) redirect(target);
  if (await currentEnrollee()) redirect(`/sign-in/set-up?next=${encodeURIComponent(target)}`);
  const t = await getTranslations("signIn");
  const provider = providerSettings();
  const isOnly = isProviderOnly();
  const byPassword = (
    <div>
      <SignInForm next={target} />
      {!isOnly && (
        <p className="mt-4">
          <QuietLink href="/forgotten">{t("forgotten")}</QuietLink>
        </p>
      )}
    </div>
  );
  return (
    <>
      <h1 className="mb-6 text-title font-semibold tracking-tight">{t("title")}</h1>
      {provider === null ? (
        byPassword
      ) : (
        <ProviderDoor
          provider={provider.name}
          next={target}
          problem={oneOf(problem)}
          isOnly={isOnly}
          wantsPassword={oneOf(way) === "password"}
        >
          {byPassword}
        </ProviderDoor>
      )}
      <Awake />
    </>
  );
}
