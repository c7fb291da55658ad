/** Findings of the preflight in words: what is the matter, what it leads to, what to do. */
import { assertNever } from '../assert.ts';
import { printEndpoint } from './addresses.ts';
import { bindFailureSentence } from './bind-failure-sentence.ts';
import type { PreflightFinding, PreflightRemedy } from './preflight.ts';
import type { Endpoint } from './secondary.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

export function preflightSentence(finding: PreflightFinding): string {
  switch (finding.code) {
    case 'no-zones':
      return `There is no ${TERMS.zone} to ${TERMS.publish} yet. Create or import one first.`;
    case 'cannot-bind':
      return bindFailureSentence(finding.failure);
    case 'draft-stays-behind':
      return `The ${TERMS.edits} of ${spoken(finding.zone)} have ${counted(finding.errors, 'error')} and stay behind; its last ${TERMS.version} is served.`;
    case 'no-version':
      return `${spoken(finding.zone)} has ${counted(finding.errors, 'error')} and was never ${TERMS.publish}ed: there is nothing of it to hand out.`;
    case 'no-secondaries':
      return `${spoken(finding.zone)} has no ${TERMS.secondary}: nobody will fetch it.`;
    case 'key-missing':
      return `${finding.name} takes ${spoken(finding.zone)} with the key ${spoken(finding.key)}, which is not here. Choose another one, or import it.`;
    case 'no-transfer-address':
      return `Where transfers of ${finding.name} come from is not known, so they are refused. While ${TERMS.publishing}, its address appears among the refused and can be added.`;
    case 'access-refused':
      return `A transfer of ${spoken(finding.zone)} to ${finding.name} at ${finding.address} would be refused (${finding.reason}). Look at its key and addresses.`;
    case 'open-to-everyone':
      return `Anybody may take the whole of ${spoken(finding.zone)}, without a key.`;
    case 'serial-behind':
      return `${finding.name} holds serial ${finding.holds} of ${spoken(finding.zone)}, and ${finding.serial} is not ahead of it (RFC 1982): it would not take the ${TERMS.zone}. Set a serial in its SOA that is ahead.`;
    case 'made-elsewhere':
      return elsewhereSentence(finding);
    case 'signatures-short':
      return `A signature in ${spoken(finding.zone)} ends on ${day(finding.until)}, before a copy would: that copy would be refused by validators. Sign it anew.`;
    case 'signatures-expired':
      return `A signature in ${spoken(finding.zone)} ended on ${day(finding.until)}: validators refuse it. Sign it anew before you ${TERMS.publish}.`;
    case 'ds-without-key':
      return `The parent of ${spoken(finding.zone)} has a DS for a key that does not sign here (${finding.foreign.join('; ')}): validators would refuse all of it. Import that key under DNSSEC, or remove the DS at the registrar, wait until it is gone, and have the parent asked again.`;
    case 'parent-ns-differ':
      return parentSentence(finding);
    case 'parent-ns-unknown':
      return `The parent's name servers for ${spoken(finding.zone)} could not be asked (${finding.detail}).`;
    case 'address-changed':
      return `${finding.name} still asks ${whereTo(finding.holds, finding.present)}; you are ${whereTo(finding.present, finding.holds)}. Enter the new address in its form.`;
    case 'carrier-nat':
      return `Your router itself has the private address ${finding.address}: your provider shares one public address among many (carrier NAT), and nobody can reach you over IPv4. Ways out: IPv6, a public address from your provider, a NAS elsewhere, or a small server (VPS).`;
    default:
      return assertNever(finding);
  }
}

export function preflightRemedyOf({ code }: PreflightFinding): PreflightRemedy | null {
  return REMEDIES[code];
}

const REMEDIES: Readonly<Record<PreflightFinding['code'], PreflightRemedy | null>> = {
  'no-zones': null,
  'cannot-bind': 'open-settings',
  'draft-stays-behind': 'open-records',
  'no-version': 'open-records',
  'no-secondaries': 'add-secondary',
  'key-missing': 'open-keys',
  'no-transfer-address': 'edit-secondary',
  'access-refused': 'edit-secondary',
  'open-to-everyone': 'open-access',
  'serial-behind': 'open-records',
  'made-elsewhere': null,
  'signatures-short': null,
  'signatures-expired': null,
  'ds-without-key': null,
  'parent-ns-differ': 'open-records',
  'parent-ns-unknown': 'open-settings',
  'address-changed': 'open-provider-sheet',
  'carrier-nat': null,
};

type MadeElsewhere = Extract<PreflightFinding, { code: 'made-elsewhere' }>;

/** What it holds, whose that most likely is, and the two ways out. */
function elsewhereSentence(finding: MadeElsewhere): string {
  const { name, zone, serial, signedAt } = finding;
  const at = signedAt === null ? dayIn(serial) : day(signedAt);
  const on = at === undefined ? '' : ` on ${at}`;
  return `${name} holds serial ${serial} of ${spoken(zone)}, ${whose(finding, on)} Take that state over from it, or go on ahead of it: then what only it holds is replaced.`;
}

function whose({ why, standsOn, ours, keys }: MadeElsewhere, on: string): string {
  if (why === 'contents')
    return `with other records than were given out here under that serial: another computer ${TERMS.publish}ed too${on}.`;
  if (why === 'keys')
    return `with ${counted(keys, 'DNSSEC key')} that ${keys === 1 ? 'was' : 'were'} never here: another computer ${TERMS.publish}ed${on}.`;
  switch (standsOn) {
    case 'versions':
      return `which was not made here: another computer ${TERMS.publish}ed${on}, and the last ${TERMS.version} here is ${ours}.`;
    case 'recovery':
      return `which is newer than the recovery file that was restored here: it was ${TERMS.publish}ed${on} after that was saved.`;
    case 'import':
      return `which is newer than what was imported here: it was ${TERMS.publish}ed${on} where the ${TERMS.zone} comes from.`;
    case 'nothing':
      return `which another computer ${TERMS.publish}ed${on}, or this one before the ${TERMS.zone} was made anew.`;
    default:
      return assertNever(standsOn);
  }
}

/** The date that a serial begins with, where it does: `2026112803`. */
function dayIn(serial: number): string | undefined {
  const [, year, month, date] = /^(20\d\d)(\d\d)(\d\d)\d\d$/.exec(String(serial)) ?? [];
  if (year === undefined) return undefined;
  const text = `${year}-${month}-${date}`;
  const parsed = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || day(parsed.getTime()) !== text ? undefined : text;
}

function parentSentence({
  zone,
  missing,
  extra,
}: Extract<PreflightFinding, { code: 'parent-ns-differ' }>): string {
  const parts = [
    ...(missing.length === 0
      ? []
      : [`the parent does not name ${list(missing)}, so nobody asks there: enter it at the registrar`]),
    ...(extra.length === 0
      ? []
      : [
          `the parent names ${list(extra)}, which the ${TERMS.zone} does not: who asks there may get no answer`,
        ]),
  ];
  return `${spoken(zone)}: ${parts.join('; ')}.`;
}

/** The port is told where it is what differs. */
const whereTo = (one: Endpoint, other: Endpoint): string =>
  one.port === other.port ? one.address : printEndpoint(one);
const list = (names: readonly string[]): string => names.map(spoken).join(', ');
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
