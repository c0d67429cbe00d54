import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ProviderButton } from "#components/oidc/provider-button.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { PROBLEMS } from "#lib/oidc/constants.ts";

/** The ways in: the provider's beside a password, or instead of it. */
export async function ProviderDoor(props: {
  provider: string;
  next: string;
  /** Why nobody came in just now; anything else is nothing. */
  problem: string | undefined;
  /** Whether passwords are for those alone who look after the installation. */
  isOnly: boolean;
  /** Whether one of those has asked for a password all the same. */
  wantsPassword: boolean;
  /** The form with a password. */
  children: ReactNode;
}) {
  const { provider, next, problem, isOnly, wantsPassword, children } = props;
  const t = await getTranslations("provider");
  const why = PROBLEMS.find((each) => each === problem);
  const button = (
    <ProviderButton
      label={t("with", { provider })}
      next={next}
      again={why !== undefined}
      isOnly={isOnly && !wantsPassword}
    />
  );
  const shows = !isOnly || wantsPassword;
  return (
    <div className="flex flex-col gap-6">
      {why !== undefined && (
        <Banner tone={why === "cancelled" ? "wait" : "loss"}>{t(`problems.${why}`, { provider })}</Banner>
      )}
      {shows && children}
      {shows && (
        <p className="flex items-center gap-3 text-small text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {t("or")}
        </p>
      )}
      {button}
      {!shows && (
        <p className="text-small text-ink-3">
          {t("only", { provider })}{" "}
          <Link
            href={`/sign-in?${new URLSearchParams({ with: "password", next })}`}
            className="underline underline-offset-2"
          >
            {t("operator")}
          </Link>
        </p>
      )}
    </div>
  );
}
