import { type Browser, chromium, type Locator, type Page } from "../../deps/playwright.ts";

const CHROMIUM = "/usr/bin/chromium";

/** No wait of a browser test is longer, in ms. */
export const WAIT_MS = 10_000;

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How a page is looked at. */
export interface BrowserPageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
}

/** A page in a real browser of its own; it fails the test that something went wrong in silence. */
export class BrowserPage implements AsyncDisposable {
  readonly page: Page;
  /** Errors, warnings and violations of the page's policy. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    page.setDefaultTimeout(WAIT_MS);
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("console", (message) => {
      // A server that is stopped on purpose is no complaint.
      if (message.text().includes("net::ERR_")) return;
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
  }

  /** Opens an address. */
  static async open(url: string, options: BrowserPageOptions = {}): Promise<BrowserPage> {
    const { width = 1_100, height = 900, colorScheme = "light" } = options;
    const browser = await launch();
    try {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      const opened = new BrowserPage(browser, page);
      await page.goto(url);
      return opened;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** What says how the page stands with the server. */
  get connection(): Locator {
    return this.page.locator(".connection");
  }

  /** The row of the channel with this name. */
  row(name: string): Locator {
    const header = this.page.getByRole("rowheader", { name, exact: true });
    return this.page.getByRole("row").filter({ has: header });
  }

  /** The cell of a channel in the column with this title. */
  cell(name: string, column: "Unit" | "Value" | "Time" | "Quality"): Locator {
    const at = ["Unit", "Value", "Time", "Quality"].indexOf(column);
    return this.row(name).getByRole("cell").nth(at);
  }

  /** The plot's cursor, as assistive technology sees it. */
  get cursor(): Locator {
    return this.page.getByRole("slider");
  }

  /** What the cursor is on. */
  async cursorText(): Promise<string> {
    return await this.cursor.getAttribute("aria-valuetext") ?? "";
  }

  /** Waits until an element shows a text. */
  async shows(element: Locator, text: string | RegExp): Promise<void> {
    const what = await element.allTextContents();
    try {
      await element.filter({ hasText: text }).first().waitFor();
    } catch {
      const now = await element.allTextContents();
      throw new Error(`Cannot see ${text}: first there was ${[what]}, now there is ${[now]}`);
    }
  }

  /** Closes the browser. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}

/** A test without a browser is no test: it fails, and says what to install. */
async function launch(): Promise<Browser> {
  try {
    Deno.statSync(CHROMIUM);
  } catch (cause) {
    const text = `Cannot test the page: ${CHROMIUM} is missing; apt-get install chromium`;
    throw new Error(text, { cause });
  }
  return await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ARGS });
}
