import { Inbox, PenLine, SearchX, Send } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ListSearch } from "#components/list/list-search.tsx";
import { Fresh } from "#components/messages/fresh.tsx";
import { MessageList } from "#components/messages/message-list.tsx";
import { SectionTabs } from "#components/shell/section-tabs.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Box } from "#lib/messages/constants.ts";
import type { MessagePage } from "#lib/messages/types.ts";

const ADDRESS: Record<Box, string> = {
  inbox: "/messages",
  sent: "/messages/sent",
  drafts: "/messages/drafts",
};
const ICONS = { inbox: Inbox, sent: Send, drafts: PenLine } as const;

/** One of the reader's boxes. */
export async function BoxPage(props: { box: Box; q: string; first: MessagePage; mayWrite: boolean }) {
  const { box, q, first, mayWrite } = props;
  const t = await getTranslations("messages");
  const boxes = mayWrite ? (["inbox", "sent", "drafts"] as const) : (["inbox"] as const);
  const write = (
    <Link href="/messages/new" className={buttonClass("primary")}>
      <PenLine aria-hidden className="size-4" />
      {t("new")}
    </Link>
  );
  return (
    <>
      <PageHeader title={t("title")}>
        {box !== "drafts" && <ListSearch label={t("search")} />}
        {mayWrite && write}
      </PageHeader>
      <Fresh />
      {mayWrite && (
        <SectionTabs
          label={t("boxes")}
          current={ADDRESS[box]}
          pages={boxes.map((each) => ({ href: ADDRESS[each], name: t(`box.${each}`) }))}
        />
      )}
      {first.items.length > 0 ? (
        <MessageList key={box} box={box} q={q} first={first} label={t(`box.${box}`)} />
      ) : q === "" ? (
        <EmptyState icon={ICONS[box]} title={t(`empty.${box}.title`)} text={t(`empty.${box}.text`)}>
          {mayWrite && write}
        </EmptyState>
      ) : (
        <EmptyState icon={SearchX} title={t("nothing")} text={t("nothingText", { q })}>
          <Link href={ADDRESS[box]} className={buttonClass()}>
            {t("clear")}
          </Link>
        </EmptyState>
      )}
    </>
  );
}
