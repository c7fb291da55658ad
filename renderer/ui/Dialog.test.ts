import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Dialog from './Dialog.svelte';

let shown: Record<string, unknown> | undefined;
afterEach(async () => {
  if (shown) await unmount(shown);
});

function show(html: string, dirty: boolean): { readonly closed: () => number } {
  let times = 0;
  const children = createRawSnippet(() => ({ render: () => `<div>${html}</div>` }));
  shown = mount(Dialog, {
    target: document.body,
    props: { title: 'A question', dirty, onclose: () => times++, children },
  });
  flushSync();
  return { closed: () => times };
}
const focused = (): string => document.activeElement?.textContent || document.activeElement?.id || '';
const escape = (): void => {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
  );
  flushSync();
};

describe('a dialog', () => {
  it('gives the focus to its first field although it scrolls, or to the one that asks for it', async () => {
    show('<p style="height: 3000px"></p><input id="first"><input id="second">', false);
    expect(focused()).toBe('first');
    await unmount(shown!);
    show('<p style="height: 3000px"></p><input id="first"><input id="second" autofocus>', false);
    expect(focused()).toBe('second');
  });

  it('asks before what was typed is thrown away, and goes back to it', () => {
    const { closed } = show('<input id="first">', true);
    escape();
    expect([focused(), closed()]).toEqual(['Keep typing', 0]);
    escape();
    expect([focused(), closed()]).toEqual(['first', 0]);
    document.querySelector<HTMLElement>('dialog .close')?.click();
    flushSync();
    expect(closed()).toBe(0);
    [...document.querySelectorAll('button')].find(({ innerText }) => innerText === 'Discard')?.click();
    expect(closed()).toBe(1);
  });
});
