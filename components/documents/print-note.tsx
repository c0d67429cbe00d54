import { PrintMoment } from "#components/documents/print-moment.tsx";
import { useFilterWords } from "#components/documents/use-filter-words.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";

type Names = Parameters<ReturnType<typeof useFilterWords>>[1];

/** On paper, below the title: whose list it is, what narrows it, and when it was printed. */
export function PrintNote(props: { schoolName: string; query: ListQuery; names: Names }) {
  const { schoolName, query, names } = props;
  const words = useFilterWords()(query, names);
  return <PrintMoment before={[schoolName, ...words].join(" · ")} />;
}
