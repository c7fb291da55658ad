/** The apex NS set: where a zone says that it is served. */
import { type Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';

/** The names of the zone's name servers, in the order of their records, letters as they were typed. */
export function apexNameServers(contents: ZoneContents): Name[] {
  const set = contents.rrset(contents.origin, TYPE.NS);
  return (set?.rdatas ?? []).map((rdata) => ns.parse(rdata).nsdname);
}

/** The same as presentation text. */
export const apexNsTexts = (contents: ZoneContents): string[] => apexNameServers(contents).map(printName);

/** The same in lower case: for comparing. */
export const lowerApexNsTexts = (contents: ZoneContents): string[] =>
  apexNameServers(contents).map((name) => printName(name.toLowerCase()));
