/**
 * A zone of 100,000 names on the records screen: first rows, filter, scrolling. The figures are printed beside what an
 * empty page needs for the same in the same run; only what no machine excuses fails.
 */
import type { Page } from '@playwright/test';
import { bigZoneText, BIG_ZONE, NAMES } from '../../build/bench/big-zone.ts';
import { CHROMIUM, CHROMIUM_ARGS } from '../../build/chromium.ts';
import { DISABLED_FEATURES } from '../../main/desktop/chromium-features.ts';
import { expect, test } from './fixtures.ts';

// Playwright's own trace copies the page as it goes, and so would be what is measured. Chromium is as the window has it.
test.use({
  trace: 'off',
  video: 'off',
  launchOptions: {
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGS, `--disable-features=${DISABLED_FEATURES.join(',')}`],
  },
});

const TIMES = 10;
/** Between two keys of somebody who types fast: by then what the last one asked for is done. */
const BETWEEN_KEYS_MS = 150;
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** From an input event until what it asked for has been painted: `ready` is looked at once a frame. */
async function untilPainted(
  page: Page,
  event: string,
  act: () => Promise<void>,
  ready: string,
): Promise<number> {
  await page.evaluate(
    ([name, isReady]) => {
      const check = new Function(`return ${isReady}`) as () => boolean;
      const painted = new Promise<number>((resolve) => {
        addEventListener(
          name,
          ({ timeStamp }) => {
            const look = (): void => {
              // A frame that finds it painted it, or is about to: the next one is surely after.
              if (check()) requestAnimationFrame((now) => resolve(now - timeStamp));
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          },
          { capture: true, once: true },
        );
      });
      Object.assign(window, { painted });
    },
    [event, ready] as const,
  );
  await act();
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
}

interface Scrolled {
  readonly framesPerSecond: number;
  readonly longestFrameMs: number;
  /** Frames in which a part of the box showed no row. */
  readonly blankFrames: number;
}

/** Scrolls a box by a good 4 rows a frame for two seconds. */
const scroll = (page: Page, box: string, row: string): Promise<Scrolled> =>
  page.evaluate(
    ([boxSelector, rowSelector]) =>
      new Promise<Scrolled>((resolve) => {
        const element = document.querySelector(boxSelector)!;
        const intervals: number[] = [];
        let blankFrames = 0;
        let last: number | undefined;
        const step = (now: number): void => {
          if (last !== undefined) intervals.push(now - last);
          last = now;
          element.scrollTop += 150;
          if (rowSelector !== '') {
            const rows = [...element.querySelectorAll(rowSelector)];
            const { bottom } = element.getBoundingClientRect();
            const reaches = (rows.at(-1)?.getBoundingClientRect().bottom ?? 0) >= bottom;
            if (!reaches || rows.some((one) => one.textContent?.trim() === '…')) blankFrames++;
          }
          if (intervals.length < 120) return void requestAnimationFrame(step);
          const total = intervals.reduce((sum, one) => sum + one, 0);
          resolve({
            framesPerSecond: (1000 * intervals.length) / total,
            longestFrameMs: Math.max(...intervals),
            blankFrames,
          });
        };
        requestAnimationFrame(step);
      }),
    [box, row] as const,
  );

test('100,000 names: rows at once, filtered at once, scrolled without gaps', async ({ page, app }) => {
  test.setTimeout(60_000);
  await app.calls.zones.import({ text: bigZoneText(), name: BIG_ZONE, kind: 'primary' });
  await app.calls.session.start({ override: true });
  await app.calls.session.stop({ force: true });

  const blank = await page.context().newPage();
  await blank.setContent(
    `<div id="box" style="height:800px;overflow:auto"><div style="height:3000000px"></div></div><p id="out"></p>
     <script>addEventListener('click',()=>out.textContent='x');addEventListener('keydown',()=>out.textContent='x')</script>`,
  );
  const said = "document.getElementById('out').textContent === 'x'";
  const empty = { click: [] as number[], key: [] as number[] };
  for (let i = 0; i < TIMES; i++) {
    await blank.evaluate("document.getElementById('out').textContent = ''");
    empty.click.push(await untilPainted(blank, 'click', () => blank.mouse.click(5, 5), said));
    await blank.evaluate("document.getElementById('out').textContent = ''");
    empty.key.push(await untilPainted(blank, 'keydown', () => blank.keyboard.press('a'), said));
  }
  const emptyScrolled = await scroll(blank, '#box', '');
  await blank.close();

  const firstRows: number[] = [];
  const places = page.getByRole('navigation', { name: 'Places' });
  const hasRows = "document.querySelectorAll('tr[data-index] td.name').length > 20";
  for (let i = 0; i < TIMES; i++) {
    await places.getByText('Overview').click();
    await expect(page.getByRole('grid')).toHaveCount(0);
    firstRows.push(await untilPainted(page, 'click', () => places.getByText(BIG_ZONE).click(), hasRows));
  }
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(NAMES + 3));

  const scrolled = await scroll(page, '.box', 'tr[data-index]');

  const filtered: number[] = [];
  await page.keyboard.press('/');
  for (let i = 0; i < TIMES; i++) {
    const wanted = `host-1${i}7`;
    await page.keyboard.type(wanted.slice(0, -1));
    await expect(page.getByRole('row').nth(1)).toContainText(wanted.slice(0, -1));
    await page.waitForTimeout(BETWEEN_KEYS_MS);
    const first = `document.querySelector('tr[data-index] td.name')?.textContent.trim() === '${wanted}'`;
    filtered.push(await untilPainted(page, 'keydown', () => page.keyboard.press('7'), first));
    await page.keyboard.press('Control+a');
  }

  const told = (numbers: readonly number[]): string => `${median(numbers).toFixed(0)} ms`;
  const frames = ({ framesPerSecond, longestFrameMs }: Scrolled): string =>
    `${framesPerSecond.toFixed(0)} frames/s, longest ${longestFrameMs.toFixed(0)} ms`;
  console.log(
    [
      `first rows after the click: ${told(firstRows)} (empty page ${told(empty.click)})`,
      `filtered after the key: ${told(filtered)} (empty page ${told(empty.key)})`,
      `scrolling: ${frames(scrolled)}, ${scrolled.blankFrames} of 120 with a gap (empty page ${frames(emptyScrolled)})`,
    ].join('\n'),
  );
  // The goals are 150 ms, 50 ms and no gap on a quiet machine; this is what a busy one must keep.
  expect(median(firstRows)).toBeLessThan(1500);
  expect(median(filtered)).toBeLessThan(1000);
  expect(scrolled.blankFrames).toBeLessThan(60);
});
