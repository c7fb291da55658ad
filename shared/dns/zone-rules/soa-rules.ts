/** Rules of the apex: one SOA, name servers, timers (RFC 1035 §3.3.13, RFC 1912 §2.2). */
import { readU32, type Octets } from '../octets.ts';
import { TYPE } from '../types.ts';
import { type ZoneNode } from '../zone-contents.ts';
import { setOf, type NodeReport, type RuleOptions, type ZoneTimers } from './rule-context.ts';

/** BIND takes no more than 24 weeks for EXPIRE, whatever the SOA says. */
export const BIND_EXPIRE_MOST = 168 * 86400;
/** One day of lost contact must not end a copy; RFC 1912 asks for two to four weeks. */
const EXPIRE_LEAST = 7 * 86400;
const REFRESH_LEAST = 300;
/** RFC 2308 §5: one to three hours work well, over a day is problematic. */
const MINIMUM_MOST = 86400;

/** `node` is undefined while nothing stands at the apex. */
export function checkApex(node: ZoneNode | undefined, options: RuleOptions, report: NodeReport): void {
  const soa = setOf(node, TYPE.SOA);
  if (soa === undefined) {
    if (options.incomplete !== true) report.error(TYPE.SOA, { code: 'soa-missing' });
  } else if (soa.rdatas.length > 1) report.error(TYPE.SOA, { code: 'soa-several' });
  else checkTimers(timersOf(soa.rdatas[0]), options.rhythmTimers, report);
  if (setOf(node, TYPE.NS) === undefined && options.incomplete !== true)
    report.error(TYPE.NS, { code: 'ns-missing' });
  if (setOf(node, TYPE.DS) !== undefined) report.error(TYPE.DS, { code: 'ds-at-apex' });
  // Its digest covers the whole zone and its serial (RFC 8976 §2), so no edit leaves it true.
  if (setOf(node, TYPE.ZONEMD) !== undefined) report.warning(TYPE.ZONEMD, { code: 'zonemd-stale' });
}

/** The timers are the last four fields, of fixed length. */
export function timersOf(soa: Octets): ZoneTimers {
  const at = soa.length - 16;
  return {
    refresh: readU32(soa, at),
    retry: readU32(soa, at + 4),
    expire: readU32(soa, at + 8),
    minimum: readU32(soa, at + 12),
  };
}

function checkTimers(timers: ZoneTimers, rhythm: ZoneTimers | undefined, report: NodeReport): void {
  const { refresh, retry, expire, minimum } = timers;
  if (
    rhythm !== undefined &&
    rhythm.refresh === refresh &&
    rhythm.retry === retry &&
    rhythm.expire === expire &&
    rhythm.minimum === minimum
  )
    return;
  const warn = (
    fault: 'refresh-too-short' | 'retry-not-below-refresh' | 'expire-too-short' | 'minimum-too-long',
    seconds: number,
  ): void => report.warning(TYPE.SOA, { code: 'soa-timer', fault, seconds });
  if (refresh < REFRESH_LEAST) warn('refresh-too-short', refresh);
  if (retry >= refresh) warn('retry-not-below-refresh', retry);
  if (expire < Math.max(EXPIRE_LEAST, refresh + retry)) warn('expire-too-short', expire);
  if (minimum > MINIMUM_MOST) warn('minimum-too-long', minimum);
  if (expire > BIND_EXPIRE_MOST)
    report.warning(TYPE.SOA, { code: 'expire-over-bind-limit', seconds: expire, most: BIND_EXPIRE_MOST });
}
