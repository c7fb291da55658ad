/** A browser's first visit: the one-time token of the link is exchanged for a cookie, and leaves the address bar. */

/** True unless there was a token and it was not taken. */
export async function redeemLink(): Promise<boolean> {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return true;
  history.replaceState(null, '', '#/');
  const answer = await fetch('login', { method: 'POST', body: token });
  return answer.ok;
}
