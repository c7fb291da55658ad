/**
 * Keeps the focus on the page. An element that had it and is taken away (a row that was deleted, a button that is no longer
 * of use) leaves it with nobody, and the next Tab would begin at the top. Then it goes to the nearest place around: what is
 * marked `data-focus-home`.
 */
export function keepFocus(document: Document): () => void {
  let had: Element | null = null;
  let homes: readonly HTMLElement[] = [];
  const remember = ({ target }: FocusEvent): void => {
    had = target as Element;
    homes = homesOf(had);
  };
  const observer = new MutationObserver(() => {
    if (had === null || had.isConnected || document.activeElement !== document.body) return;
    had = null;
    homes.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', remember);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', remember);
    observer.disconnect();
  };
}

/** From the inside out. */
function homesOf(element: Element): readonly HTMLElement[] {
  const home = element.parentElement?.closest<HTMLElement>('[data-focus-home]');
  return home == null ? [] : [home, ...homesOf(home)];
}
