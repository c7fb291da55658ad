/** Brings the first field that is wrong into view, with the focus; false when none is. */
export function focusWrong(within: ParentNode): boolean {
  const wrong = within.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]');
  wrong?.scrollIntoView({ block: 'center' });
  wrong?.focus({ preventScroll: true });
  return wrong !== null;
}
