import { assertEquals } from "../deps/assert.ts";
import { withSecurityHeaders } from "../../web/security_headers.ts";

Deno.test("withSecurityHeaders() allows a page its own files and nothing else", () => {
  const { headers } = withSecurityHeaders(new Response("hello"));
  assertEquals(
    headers.get("content-security-policy"),
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
      "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  );
  assertEquals(headers.get("cross-origin-opener-policy"), "same-origin");
  assertEquals(headers.get("cross-origin-resource-policy"), "same-origin");
  assertEquals(headers.get("referrer-policy"), "no-referrer");
  assertEquals(headers.get("x-content-type-options"), "nosniff");
  assertEquals(headers.get("cache-control"), "no-store");
});

Deno.test("withSecurityHeaders() keeps status, body, other headers and how to store it", async () => {
  const headers = { "content-type": "text/css", "cache-control": "max-age=60" };
  const response = withSecurityHeaders(new Response("a{}", { status: 201, headers }));
  assertEquals([response.status, await response.text()], [201, "a{}"]);
  assertEquals(response.headers.get("content-type"), "text/css");
  assertEquals(response.headers.get("cache-control"), "max-age=60");
});

Deno.test("withSecurityHeaders() copies a response whose headers cannot be changed", () => {
  const response = withSecurityHeaders(Response.redirect("http://localhost/", 302));
  assertEquals([response.status, response.headers.get("location")], [302, "http://localhost/"]);
  assertEquals(response.headers.get("x-content-type-options"), "nosniff");
});
