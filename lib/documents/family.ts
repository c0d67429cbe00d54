/** Content types as people tell them apart: how a type is shown, and what the list can be narrowed to. */
export const FAMILIES = ["pdf", "image", "word", "audio", "video", "text", "other"] as const;
export type TypeFamily = (typeof FAMILIES)[number];

/** The family of a content type. */
export function typeFamily(contentType: string): TypeFamily {
  if (contentType === "application/pdf") return "pdf";
  if (contentType.includes("word")) return "word";
  const family = contentType.split("/")[0];
  return family === "image" || family === "audio" || family === "video" || family === "text"
    ? family
    : "other";
}
