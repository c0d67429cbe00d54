import { TITLE } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const ROWS = Array.from({ length: 12 }, (_, index) => index);

/** The shape of a list page while it is on its way. */
export function ListSkeleton(props: { title: string; tabs?: boolean; cards?: boolean }) {
  const { title, tabs = false, cards = false } = props;
  return (
    <div aria-busy>
      <div className="mb-4 flex min-h-9 flex-wrap items-center gap-x-4 gap-y-3">
        <p className={TITLE}>{title}</p>
        <Skeleton className="order-last h-9 w-full sm:order-none sm:w-72" />
        <Skeleton className="h-9 w-24" />
      </div>
      {tabs && <div className="mb-1 h-8 pointer-coarse:h-11" />}
      <div className="flex h-12 items-center border-b border-line">
        <Skeleton className="h-4 w-20" />
      </div>
      <div className="hidden h-9 border-b border-line md:block" />
      {cards ? <Cards /> : <Rows />}
    </div>
  );
}

function Rows() {
  return ROWS.map((row) => (
    <div key={row} className="flex h-14 items-center gap-3 border-b border-line pl-9 md:h-11">
      <Skeleton className="size-9" />
      <Skeleton className="h-4 w-1/2 md:w-1/3" />
    </div>
  ));
}

function Cards() {
  return (
    <div className="mt-2 grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]">
      {ROWS.map((card) => (
        <div key={card} className="overflow-clip rounded-md border border-line">
          <Skeleton className="aspect-4/3 w-full" />
          <div className="h-19 px-3 py-2">
            <Skeleton className="h-4 w-3/4" />
          </div>
        </div>
      ))}
    </div>
  );
}
