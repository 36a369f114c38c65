import { Skeleton } from "@/components/ui/skeleton";

const lines = [
  "w-2/5",
  "w-full",
  "w-[96%]",
  "w-full",
  "w-3/5",
  "w-1/3",
  "w-full",
  "w-[92%]",
  "w-full",
  "w-1/2",
];

/** The reading view's own shape while it comes. */
export default function DocumentLoading() {
  return (
    <div role="status" aria-label="Loading the document" className="flex h-full flex-col">
      <div className="grid gap-3 border-b px-4 py-3 sm:px-6">
        <div className="grid gap-2 pl-8">
          <Skeleton className="h-6 w-72 max-w-full" />
          <Skeleton className="h-4 w-48" />
        </div>
        <Skeleton className="h-9 w-full md:ml-auto md:w-96" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="hidden w-64 shrink-0 content-start gap-3 p-6 xl:grid">
          {lines.slice(0, 6).map((width, index) => (
            <Skeleton key={`${index}-${width}`} className={`h-4 ${width}`} />
          ))}
        </div>
        <div className="mx-auto grid w-full max-w-[46rem] content-start gap-4 px-5 py-8 sm:px-10">
          {lines.map((width, index) => (
            <Skeleton key={`${index}-${width}`} className={`h-4.5 ${width}`} />
          ))}
        </div>
        <div className="hidden w-80 shrink-0 content-start gap-4 border-l p-5 lg:grid xl:w-88">
          {lines.slice(0, 7).map((width, index) => (
            <Skeleton key={`${index}-${width}`} className={`h-4 ${width}`} />
          ))}
        </div>
      </div>
    </div>
  );
}
