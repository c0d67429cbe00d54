import { PrintMoment } from "#components/documents/print-moment.tsx";
import { useFilterWords } from "#components/documents/use-filter-words.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";

/** On paper, below the title: whose list it is, what narrows it, and when it was printed. */
export function PrintNote(props: { schoolName: string; query: ListQuery; person: string | null }) {
  const { schoolName, query, person } = props;
  const words = useFilterWords()(query, person);
  return <PrintMoment before={[schoolName, ...words].join(" · ")} />;
}
