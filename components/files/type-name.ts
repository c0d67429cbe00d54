const SHORT: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "application/msword": "DOC",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "application/zip": "ZIP",
  "application/x-cfb": "DOC",
  "application/x-msdownload": "EXE",
  "application/x-msi": "MSI",
  "application/vnd.ms-excel": "XLS",
  "application/vnd.ms-powerpoint": "PPT",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
  "image/jpeg": "JPEG",
  "image/svg+xml": "SVG",
  "audio/mpeg": "MP3",
  "video/quicktime": "MOV",
  "text/plain": "TXT",
  "text/html": "HTML",
  "text/csv": "CSV",
};

/** The short name of a content type, as people write it: "PDF", "JPEG", "DOCX". */
export function typeShortName(contentType: string): string {
  const known = SHORT[contentType];
  if (known !== undefined) return known;
  const [family, subtype = ""] = contentType.split("/");
  const plain = subtype.replace(/^x-/, "");
  if (plain === "" || family === "application") return contentType;
  return plain.toUpperCase();
}
