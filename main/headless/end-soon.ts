/**
 * Ends the process although something still holds it, once all is written and closed: a keychain call behind a prompt that
 * nobody answers would keep it for as long as the prompt stands, and `process.exit` waits for that call, too.
 */
const LINGER_MS = 2000;

export function endSoon(): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LINGER_MS).unref();
}
