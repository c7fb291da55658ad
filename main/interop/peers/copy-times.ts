/** When a copy was last refreshed and when it ends, from the time that the secondary itself says is left (RFC 7314). */
import type { CopyTimes, Endpoint } from './peer.ts';
import { askSoa } from './soa-question.ts';

export async function copyTimesByExpireOption(at: Endpoint, zone: string): Promise<CopyTimes | undefined> {
  const answer = await askSoa(at, zone);
  if (answer?.soa === undefined || answer.expiresInSeconds === undefined) return undefined;
  const expiresAt = Math.floor(Date.now() / 1000) + answer.expiresInSeconds;
  return copyTimes(expiresAt - answer.soa.expireSeconds, answer.soa.expireSeconds);
}

/** From a refresh, in Unix seconds. */
export const copyTimes = (refreshedAtSeconds: number, expireSeconds: number | undefined): CopyTimes => ({
  refreshedAt: new Date(refreshedAtSeconds * 1000),
  expiresAt: expireSeconds === undefined ? undefined : new Date((refreshedAtSeconds + expireSeconds) * 1000),
});
