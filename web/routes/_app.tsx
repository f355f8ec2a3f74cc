/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import { define } from "../define.ts";
import { asset } from "../fresh/runtime.ts";

/** The frame around all pages. No inline script or style: the page's policy forbids both. */
export default define.page(({ Component, config }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Readout</title>
      <link rel="icon" type="image/svg+xml" href={asset(`${config.basePath}/favicon.svg`)} />
      <link rel="stylesheet" href={`${config.basePath}/uplot-css`} />
      <link rel="stylesheet" href={asset(`${config.basePath}/page.css`)} />
    </head>
    <body>
      <Component />
    </body>
  </html>
));
