/** What holds of every screen, whatever it shows: in both themes and widths, axe finds nothing and the page is never larger than the window. */
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

const WIDTHS = [480, 900, 1440];
const THEMES = ['light', 'dark'] as const;

/** `SCREENSHOTS=folder` keeps a picture of each. */
export async function expectSound(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const larger = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return { wide: Math.max(0, scrollWidth - innerWidth), high: Math.max(0, scrollHeight - innerHeight) };
      });
      expect(larger, `${name} is larger than the window, at ${width} px`).toEqual({ wide: 0, high: 0 });
      if (process.env.SCREENSHOTS !== undefined)
        await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${name}-${theme}-${width}.png`) });
    }
    // What a theme changes is colour; all else is looked at once.
    const axe = new AxeBuilder({ page });
    const { violations } = await (theme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('; ')}`);
    expect(told, `${name}, ${theme}`).toEqual([]);
  }
}
