/** `npm run screenshots` renews the README's pictures. */
import path from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = path.join(import.meta.dirname, '../../resources/screenshots');

export async function shoot(page: Page, name: string, theme: 'light' | 'dark' = 'light'): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  await page.emulateMedia({ colorScheme: 'light' });
}
