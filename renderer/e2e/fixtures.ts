/** A running headless host for each test, opened in the browser by its link, and ended again whatever happens. */
import { test as base, type Page } from '@playwright/test';
import { startApp, type RunningApp } from '../../main/interop/running-app.ts';

/** Opens the app's screens for as long as `use` takes. A page that works but throws is a defect all the same. */
export async function showing(page: Page, app: RunningApp, use: () => Promise<void>): Promise<void> {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(await app.newLink());
  await use();
  if (faults.length > 0) throw new Error(`the page threw: ${faults.join('; ')}`);
}

export const test = base.extend<{ app: RunningApp }>({
  app: async ({ page }, use) => {
    await using app = await startApp();
    await showing(page, app, () => use(app));
  },
});

export { expect } from '@playwright/test';
