import { Skeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-1 h-8 w-28" />
      <Skeleton className="mb-4 h-9 w-64 max-w-full" />
      <Skeleton className="h-16 w-full" />
    </div>
  );
}
