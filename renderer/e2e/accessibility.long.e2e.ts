/**
 * What people ask of their system: 200 %, more contrast, its own colours, no motion. And a secret that was copied does not
 * stay on the clipboard.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { furnish, SCREENS, ZONE } from './every-place.ts';
import { expect, test } from './fixtures.ts';

const goTo = async (page: Page, address: string): Promise<void> => {
  await page.goto(page.url().replace(/#.*/, '') + address);
  await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);
};

/** What reaches out of the window sideways, boxes that scroll by themselves aside. */
const outside = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      !['MAIN', 'BODY', 'DIALOG'].includes(element.tagName) &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const pages = [document.documentElement, document.querySelector('main')];
    return [
      ...pages.filter((one) => one !== null && one.scrollWidth > one.clientWidth).map((one) => one!.tagName),
      ...[...document.querySelectorAll('a, button, input, select, textarea, h1, h2, p')]
        .filter((one) => {
          const { width, left, right } = one.getBoundingClientRect();
          return width > 1 && (right > innerWidth + 1 || left < -1) && !scrolls(one.parentElement);
        })
        .map((one) => one.outerHTML.slice(0, 120)),
    ];
  });

test.describe('at 200 % of 1280 by 800', () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test('nothing is lost on any screen, in any dialog, nor while publishing', async ({ page, app }) => {
    test.setTimeout(400_000);
    await furnish(page);
    const lost: Record<string, readonly string[]> = {};
    const look = async (name: string): Promise<void> => {
      const found = await outside(page);
      if (found.length > 0) lost[name] = found;
    };
    for (const [name, address] of Object.entries(SCREENS)) {
      await goTo(page, address);
      await look(name);
    }
    await goTo(page, SCREENS.records);
    await expect(page.getByRole('grid')).toContainText('www');
    for (const [keys, name] of [
      ['n', 'Add a record set'],
      ['p', 'Publish'],
      ['Control+k', 'Go to or do…'],
      ['?', 'Keyboard shortcuts'],
    ] as const) {
      await page.keyboard.press(keys);
      const dialog = page.getByRole('dialog', { name });
      await expect(dialog).toBeVisible();
      await look(name);
      for (const button of await dialog.getByRole('button').all()) {
        await button.scrollIntoViewIfNeeded();
        await expect(button, `${name}: ${await button.innerHTML()}`).toBeInViewport({ ratio: 0.9 });
      }
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }

    await app.calls.session.start({ override: true });
    await expect(page.getByRole('banner')).toContainText('Publishing');
    await look('publishing');
    for (const name of ['Menu', 'Go to or do…', 'Stop now'])
      await expect(page.getByRole('banner').getByRole('button', { name })).toBeInViewport({ ratio: 0.9 });
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('navigation', { name: 'Places' }).getByText('Settings').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
    expect(lost).toEqual({});
  });
});

for (const theme of ['light', 'dark'])
  test(`more contrast: text of 7 to 1 and lines as strong as text on every screen, ${theme}`, async ({
    page,
    app: _,
  }) => {
    test.setTimeout(400_000);
    await furnish(page);
    await page.emulateMedia({ contrast: 'more' });
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    for (const [name, address] of Object.entries(SCREENS)) {
      await goTo(page, address);
      const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast-enhanced']).analyze();
      const told = violations.flatMap(({ nodes }) =>
        nodes.map(({ html, any }) => `${any[0]?.message} ${html}`),
      );
      expect(told, name).toEqual([]);
    }
    await goTo(page, SCREENS.records);
    const [line, text] = await page
      .getByRole('searchbox')
      .evaluate((field) => [getComputedStyle(field).borderTopColor, getComputedStyle(document.body).color]);
    expect(line).toBe(text);
  });

test('the colours of the system: what is chosen and what a mark means is still seen', async ({
  page,
  app,
}) => {
  await furnish(page);
  await page.emulateMedia({ forcedColors: 'active' });
  await app.calls.records.edit({
    zone: ZONE,
    sets: [
      {
        owner: 'new',
        type: 'A',
        ttlSeconds: 60,
        values: [{ text: '192.0.2.1', disabled: false }],
        comment: '',
      },
    ],
  });
  await goTo(page, SCREENS.records);
  const row = page.getByRole('row').filter({ hasText: /^\s*new/ });
  await expect(row).toBeVisible();
  await row.focus();
  await page.keyboard.press('Space');
  const background = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => getComputedStyle(one).backgroundColor);
  for (const [chosen, other] of [
    ['nav a[href$="/records"][aria-current]', 'nav a[href$="/edits"]'],
    ['.segments [aria-pressed=true]', '.segments [aria-pressed=false]'],
    ['tr[aria-selected=true] > td', 'tr[aria-selected=false] > td'],
    ['.quiet-dot', 'header'],
  ])
    expect(await background(chosen), chosen).not.toBe(await background(other));
  const bar = (of: string): Promise<string> =>
    page
      .locator(of)
      .first()
      .evaluate((cell) => getComputedStyle(cell).borderLeftWidth);
  expect([await bar('tr.added > td'), await bar('thead th')]).toEqual(['3px', '0px']);
});

test('nothing moves where no motion is wanted', async ({ page, app: _ }) => {
  await furnish(page);
  const moving = (): Promise<readonly string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((one) => {
          const { transitionDuration, animationDuration } = getComputedStyle(one);
          return /[1-9]/.test(transitionDuration + animationDuration);
        })
        .map((one) => `${one.tagName}.${one.className}`),
    );
  await goTo(page, SCREENS.records);
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect((await moving()).length).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving()).toEqual([]);
  await page.keyboard.press('Escape');
  for (const address of Object.values(SCREENS)) {
    await goTo(page, address);
    expect(await moving(), address).toEqual([]);
  }
});

test('a copied secret leaves the clipboard after a minute; what was copied since stays', async ({
  page,
  app,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { name } = await app.calls.keys.create({ name: 'home_shop_example.test' });
  const { secret } = await app.calls.keys.secret({ name });
  await page.clock.install();
  await page.goto(await app.newLink());
  await goTo(page, SCREENS.keys);
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const copy = async (what: string): Promise<void> => {
    await page.getByRole('cell', { name: 'hmac-sha256' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: what }).click();
  };
  await copy('Copy secret');
  await expect.poll(clipboard).toBe(secret);
  await page.clock.fastForward(58_000);
  expect(await clipboard()).toBe(secret);
  await page.clock.fastForward(3_000);
  await expect.poll(clipboard).toBe('');

  await copy('Copy secret');
  await expect.poll(clipboard).toBe(secret);
  await copy('Copy name');
  await expect.poll(clipboard).toContain('home_shop_example.test');
  await page.clock.fastForward(61_000);
  expect(await clipboard()).toContain('home_shop_example.test');
});
