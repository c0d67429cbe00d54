const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The mail server that an SMTP address names. */
export type MailServer = {
  host: string;
  port: number;
  /** TLS from the first byte, rather than by STARTTLS. */
  secure: boolean;
  /** Whether to give up where the server offers no TLS: a password goes over no open line, but to this machine itself. */
  requireTLS: boolean;
  auth?: { user: string; pass: string };
};

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Reads `smtp://user:password@host:587` or `smtps://...`; null for what is no such address. */
export function readMailServer(address: string): MailServer | null {
  const url = URL.parse(address);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") return null;
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "") return null;
  const [user, pass] = [decoded(url.username), decoded(url.password)];
  if (user === null || pass === null || (user === "") !== (pass === "")) return null;
  const secure = url.protocol === "smtps:";
  const host = url.hostname;
  return {
    host: host.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && user !== "" && !LOOPBACK.test(host),
    ...(user !== "" && { auth: { user, pass } }),
  };
}
