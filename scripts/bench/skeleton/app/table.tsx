"use client";
import { Download, FileText, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Row } from "./rows.ts";

/** The rows with what each of the product's offers: it is drawn by the server, and the browser takes it over. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <input
                type="checkbox"
                aria-label={`Select ${row.filename}`}
                checked={chosen.has(row.id)}
                onChange={(event) =>
                  choose(
                    new Set(
                      event.target.checked ? [...chosen, row.id] : [...chosen].filter((id) => id !== row.id),
                    ),
                  )
                }
              />
            </td>
            <td>
              <FileText aria-hidden />
              <a href={`/documents?open=${row.id}`}>{row.filename}</a>
            </td>
            <td>{row.content_type}</td>
            <td>{row.file_size}</td>
            <td>{row.uploader}</td>
            <td>
              <time dateTime={row.uploaded_at}>{row.uploaded_at}</time>
            </td>
            <td>
              <a href={`/documents/${row.id}/download`} aria-label={`Download ${row.filename}`}>
                <Download aria-hidden />
              </a>
              <button type="button" aria-label={`Rename ${row.filename}`}>
                <Pencil aria-hidden />
              </button>
              <button type="button" aria-label={`Delete ${row.filename}`}>
                <Trash2 aria-hidden />
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
