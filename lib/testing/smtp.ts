import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** A mail as the server got it; the text decoded. */
export type ReceivedMail = { to: string[]; subject: string; text: string; id: string };

/** A line in MIME words as people read it (RFC 2047). */
function plainWords(line: string): string {
  return line
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_all, how: string, word: string) =>
      how.toUpperCase() === "B"
        ? Buffer.from(word, "base64").toString()
        : Buffer.from(unquoted(word.replaceAll("_", " ")), "latin1").toString(),
    );
}

const unquoted = (quoted: string) =>
  quoted
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function read(raw: string, to: string[]): ReceivedMail {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, " ");
  const body = raw.slice(end + 4);
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1] ?? "";
  const how = field("Content-Transfer-Encoding").toLowerCase();
  const decoded =
    how === "base64"
      ? Buffer.from(body, "base64").toString()
      : how === "quoted-printable"
        ? Buffer.from(unquoted(body), "latin1").toString()
        : body;
  return {
    to,
    subject: plainWords(field("Subject")),
    text: decoded.replaceAll("\r\n", "\n"),
    id: field("Message-ID"),
  };
}

/** A real SMTP server that takes mail from whoever knows the password. */
export async function startMailServer() {
  const received: ReceivedMail[] = [];
  const state = { refusing: false };
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === "docs@school" && password === "p:w/1"
        ? done(null, { user: username })
        : done(new Error("wrong password")),
    onMailFrom: (_address, _session, done) => done(state.refusing ? new Error("come back later") : null),
    onData: (stream, { envelope }, done) => {
      text(stream)
        .then((raw) => {
          received.push(
            read(
              raw,
              envelope.rcptTo.map(({ address }) => address),
            ),
          );
          done();
        })
        .catch(done);
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    state,
    settings: {
      SMTP_URL: `smtp://docs%40school:p%3Aw%2F1@127.0.0.1:${port}`,
      SMTP_FROM: "Athena Docs <docs@example.org>",
    },
    to: (address: string) => received.filter((mail) => mail.to.includes(address)),
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
