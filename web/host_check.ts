import { printable } from "../lib/base/printable.ts";
import { withSecurityHeaders } from "./security_headers.ts";

/** Which hosts a server answers for. */
export interface HostOptions {
  /**
   * Names and addresses besides this computer's own, such as `"bench.example"` or `"10.0.0.5"`,
   * with any port. `localhost`, names below it and loopback addresses are always allowed.
   */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** A DNS name, an IPv4 address, or an IPv6 address in brackets; then a port, perhaps. */
const AUTHORITY =
  /^(?<name>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(?<port>[0-9]{1,5}))?$/i;
const LOOPBACK = /^(?:127(?:\.[0-9]{1,3}){3}|\[::1\]|(?:.+\.)?localhost)$/;
const OWN_SITE = ["same-origin", "same-site", "none"];

/**
 * The host in a `Host` header or a URL: lower case, without the port; `undefined` if it is garbled.
 *
 * @param authority Such as `"localhost:8080"` or `"[::1]"`.
 *
 * @example The port does not matter
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(hostName("LocalHost:8080"), "localhost");
 * strictEqual(hostName("localhost@evil.example"), undefined);
 * ```
 */
export function hostName(authority: string): string | undefined {
  const parts = AUTHORITY.exec(authority)?.groups;
  const name = parts?.["name"]?.toLowerCase();
  if (name === undefined || Number(parts?.["port"] ?? 0) > 65_535) return undefined;
  return name.startsWith("[") ? URL.parse(`http://${name}`)?.hostname : name;
}

/**
 * Refuses a request that another site had the browser send: the first thing for every route, event
 * streams included. (Threats: DNS rebinding, as in CVE-2025-24010 and CVE-2025-66414, and requests
 * across sites.)
 *
 * - `Host` must be there and well-formed, or the answer is 400. A rebound name still names itself
 *   in `Host`, so a `Host` that is neither this computer nor in `allowedHosts` is refused: 403,
 *   whether there is an `Origin` or not. So is a URL that names another host.
 * - `Origin`, if it is there, must be of an allowed host, or the answer is 403; `null` is not.
 * - `Sec-Fetch-Site: cross-site` is 403, except for a person following a link to the page (a `GET`
 *   that navigates a whole tab): the page may be linked to, and the site with the link cannot read
 *   it, frame it, or keep a handle on its window.
 *
 * Nothing reads `request.url` before this: with a garbled `Host` it is no URL.
 *
 * @param request The request, as the server got it.
 * @param options Which other hosts are allowed.
 * @returns The refusal, or `undefined` if the request may go on: its URL can then be parsed.
 *
 * @example A rebound name
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const ask = (host: string) => new Request("http://localhost/", { headers: { host } });
 * strictEqual(checkHost(ask("evil.example"), {})?.status, 403);
 * strictEqual(checkHost(ask("localhost:8080"), {}), undefined);
 * ```
 */
export function checkHost(request: Request, options: HostOptions): Response | undefined {
  const authority = request.headers.get("host");
  if (authority === null) return refuse(400, "there is no Host header, and there should be one");
  const host = hostName(authority);
  if (host === undefined) {
    return refuse(400, `"${shown(authority)}" is no host: it should be such as "localhost:8080"`);
  }
  if (!isAllowed(host, options)) return refuse(403, notServed("host", host));

  const url = URL.parse(request.url);
  if (url === null) return refuse(400, `"${shown(request.url)}" is no URL`);
  if (!isAllowed(url.hostname, options)) return refuse(403, notServed("host", url.hostname));

  const origin = request.headers.get("origin");
  if (origin !== null && !isAllowed(originHost(origin), options)) {
    return refuse(403, notServed("origin", origin));
  }
  if (isCrossSite(request)) {
    return refuse(403, "another site sent it; only a link that opens the page may come from there");
  }
  return undefined;
}

/** Whether a host name or address can only be this computer. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(hostName(host) ?? "");
}

function isAllowed(host: string | undefined, options: HostOptions): boolean {
  if (host === undefined) return false;
  if (LOOPBACK.test(host)) return true;
  return options.allowedHosts?.some((allowed) => hostName(allowed) === host) ?? false;
}

/** The host of an `Origin` header; none if it is `null`, garbled or no web page's. */
function originHost(origin: string): string | undefined {
  const authority = /^https?:\/\/(.*)$/i.exec(origin)?.[1];
  return authority === undefined ? undefined : hostName(authority);
}

/** Whether another site is behind it. Browsers say so; a header that is not known is no excuse. */
function isCrossSite({ method, headers }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site === null || OWN_SITE.includes(site)) return false;
  const opensPage = method === "GET" && headers.get("sec-fetch-mode") === "navigate" &&
    headers.get("sec-fetch-dest") === "document";
  return !opensPage;
}

function notServed(what: "host" | "origin", name: string): string {
  return `${what} "${shown(name)}" is not one that this server answers to: it should be this ` +
    `computer (localhost, a loopback address). To allow another host, start with ` +
    `--allow-host <name> (in code: allowedHosts)`;
}

function shown(text: string): string {
  return printable(text, 100);
}

function refuse(status: 400 | 403, why: string): Response {
  const headers = { "content-type": "text/plain; charset=utf-8" };
  return withSecurityHeaders(new Response(`Cannot answer: ${why}.\n`, { status, headers }));
}
