/** The clipboard. A secret stays on it for a minute at most. */

const SECRET_LIFETIME_MS = 60_000;

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  // As when a person copies: what waits to empty the clipboard of a secret has nothing to empty any more.
  dispatchEvent(new Event('copy'));
}

/**
 * Copies a secret and empties the clipboard after a minute. What was copied since cannot be read back without a
 * permission that we do not ask for; so any later copy from here cancels the emptying.
 */
export async function copySecret(secret: string): Promise<void> {
  await copyText(secret);
  const emptying = setTimeout(() => void copyText('').catch(leave), SECRET_LIFETIME_MS);
  addEventListener('copy', () => clearTimeout(emptying), { once: true });
}

/** An unfocused page may not write: then what is there stays, as the person chose to copy it. */
const leave = (): void => undefined;
