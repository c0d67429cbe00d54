"use client";
import { FileText } from "lucide-react";
import { Row } from "#components/design/controls.tsx";
import { Problem } from "#components/errors/problem.tsx";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const TYPES = ["application/pdf", "image/png", "application/msword", "audio/mpeg", "video/mp4", "text/plain"];

/** What pages are put together from, besides their controls: loading, empty, waiting, done, failed. */
export function Composites() {
  return (
    <>
      <PageHeader title="Page header">
        <Button variant="primary">Upload</Button>
      </PageHeader>
      <Row name="types">
        {TYPES.map((type) => (
          <TypeIcon key={type} contentType={type} />
        ))}
      </Row>
      <Banner tone="done">Done: the password is changed.</Banner>
      <Banner tone="wait">Waiting: you are offline.</Banner>
      <Banner tone="loss">Failed: the server could not be reached.</Banner>
      <div className="flex items-center gap-3">
        <Skeleton className="size-9" />
        <Skeleton className="h-4 w-1/2" />
      </div>
      <EmptyState icon={FileText} title="No documents yet" text="Drop files anywhere on this page.">
        <Button>Upload</Button>
      </EmptyState>
      <Problem title="This page could not be shown" text="Nothing you saved is lost.">
        <Button variant="primary">Try again</Button>
      </Problem>
    </>
  );
}
