"use client";
import { PanelLeft, RotateCw, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { PageField } from "#components/preview/page-field.tsx";
import { Tool, ViewToolbar } from "#components/preview/view-toolbar.tsx";
import { ZoomTools } from "#components/preview/zoom-tools.tsx";

type Props = {
  page: number;
  pages: number;
  onJump: (page: number) => void;
  /** Of the size on paper. */
  scale: number;
  onStep: (direction: 1 | -1) => void;
  onReset: () => void;
  onTurn: () => void;
  thumbnails: boolean;
  onThumbnails: () => void;
  searching: boolean;
  onSearch: () => void;
};

/** On the smallest phones there is room for what is needed most. */
const NARROWEST = "@max-[22rem]:pointer-coarse:hidden";

/** The tools of a PDF. */
export function PdfTools(props: Props) {
  const t = useTranslations("preview");
  return (
    <ViewToolbar label={t("tools")}>
      <Tool label={t("thumbnails")} aria-pressed={props.thumbnails} onClick={props.onThumbnails}>
        <PanelLeft aria-hidden className="size-4" />
      </Tool>
      <PageField page={props.page} pages={props.pages} onJump={props.onJump} />
      <ZoomTools
        scale={props.scale}
        onStep={props.onStep}
        onReset={props.onReset}
        resetLabel={t("fitWidth")}
      />
      <Tool label={t("rotate")} keys="R" className={NARROWEST} onClick={props.onTurn}>
        <RotateCw aria-hidden className="size-4" />
      </Tool>
      <Tool label={t("search")} keys="Control+F" aria-pressed={props.searching} onClick={props.onSearch}>
        <Search aria-hidden className="size-4" />
      </Tool>
    </ViewToolbar>
  );
}
