import { Skeleton } from "#components/ui/skeleton.tsx";

/** Where the fields will be, until they are known. */
export function FieldsShape() {
  return (
    <span className="flex flex-col gap-4 pt-1">
      <span className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </span>
      <Skeleton className="h-14" />
      <Skeleton className="h-20" />
    </span>
  );
}
