/** A running headless host for each test, opened in the browser by its link, and ended again whatever happens. */
import { test as base } from '@playwright/test';
import { startApp, type RunningApp } from '../../main/interop/running-app.ts';

export const test = base.extend<{ app: RunningApp }>({
  app: async ({ page }, use) => {
    const app = await startApp();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(await app.newLink());
    await use(app);
    await app.stop();
    // A page that works but throws is a defect all the same.
    if (faults.length > 0) throw new Error(`the page threw: ${faults.join('; ')}`);
  },
});

export { expect } from '@playwright/test';
