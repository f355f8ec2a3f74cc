export { chromium } from "npm:playwright-core@1.65.1";
export type { Browser, Locator, Page } from "npm:playwright-core@1.65.1";
