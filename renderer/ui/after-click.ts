/** What must wait for a click to end: a page that moves between pressing and releasing would swallow it. */

let isPressed = false;
addEventListener('pointerdown', () => (isPressed = true), true);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => (isPressed = false), true);

/** Runs now, or after the click that is under way. */
export function afterClick(work: () => void): void {
  if (!isPressed) {
    work();
    return;
  }
  const ended = (): void => {
    for (const end of ENDS) removeEventListener(end, ended, true);
    // The click itself follows its release.
    setTimeout(work);
  };
  for (const end of ENDS) addEventListener(end, ended, true);
}

const ENDS = ['pointerup', 'pointercancel', 'dragend'] as const;
