/**
 * What a page of this server may do: load its own scripts, styles, images and data, and nothing
 * else. Inline script does not run, so text from a device cannot become one.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Adds the headers that keep other sites, and text from devices, out of the page. Every response of
 * the server passes through here.
 *
 * Nothing is stored by the browser (`Cache-Control: no-store`) unless the response already says how
 * it may be.
 *
 * @param response The response; its body and its other headers stay as they are.
 * @returns The same response, or a copy if its headers cannot be changed.
 *
 * @example A page that no other site can frame
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const { headers } = withSecurityHeaders(new Response("hello"));
 * strictEqual(headers.get("content-security-policy")?.includes("frame-ancestors 'none'"), true);
 * strictEqual(headers.get("cache-control"), "no-store");
 * ```
 */
export function withSecurityHeaders(response: Response): Response {
  try {
    return secured(response);
  } catch { // a redirect, or what fetch() returned: its headers cannot be changed
    return secured(new Response(response.body, response));
  }
}

function secured(response: Response): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  return response;
}
