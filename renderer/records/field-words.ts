/** Labels and help of the edit forms, by record type and field name. A field without an entry is named as the RFC names it. */
import { TERMS } from '../../shared/model/terms.ts';

export interface FieldWords {
  readonly label: string;
  readonly hint?: string;
}

const WORDS: Readonly<Record<string, Readonly<Record<string, FieldWords>>>> = {
  A: { address: { label: 'IPv4 address' } },
  AAAA: { address: { label: 'IPv6 address' } },
  MX: {
    preference: { label: 'Priority', hint: 'Lower is tried first.' },
    exchange: { label: 'Mail server', hint: 'A name with an address of its own, never a CNAME.' },
  },
  CNAME: { cname: { label: 'Points to', hint: 'Nothing else may stand at this name.' } },
  DNAME: { target: { label: 'Points to', hint: 'All names below this one are found below that one.' } },
  NS: { nsdname: { label: 'Name server' } },
  PTR: { ptrdname: { label: 'Name' } },
  TXT: {
    txtData: { label: 'Text', hint: 'As it is: quotes are added, long texts are split by themselves.' },
  },
  SPF: { txtData: { label: 'Text', hint: 'Obsolete since RFC 7208: use a TXT record.' } },
  SRV: {
    service: { label: 'Service', hint: 'Without the underscore.' },
    proto: { label: 'Protocol' },
    priority: { label: 'Priority', hint: 'Lower is tried first.' },
    weight: { label: 'Weight', hint: 'Among equal priorities: more is chosen more often.' },
    port: { label: 'Port' },
    target: { label: 'Server', hint: 'A single dot says that the service is not offered.' },
  },
  SOA: {
    mname: {
      label: 'Primary name server',
      hint: `The first public one; it may be any that serves the ${TERMS.zone}.`,
    },
    rname: { label: 'Mail of the person in charge', hint: 'With a dot for the @: hostmaster.example.com.' },
    serial: { label: 'Serial' },
    refresh: { label: 'Refresh' },
    retry: { label: 'Retry' },
    expire: { label: 'Expire' },
    minimum: { label: 'Negative TTL' },
  },
  CAA: {
    flags: { label: 'Flags', hint: '128: whoever does not know the tag must not issue.' },
    tag: { label: 'Tag', hint: 'issue, issuewild or iodef.' },
    value: { label: 'Value', hint: 'The authority’s domain; ; alone forbids all.' },
  },
  URI: {
    service: { label: 'Service', hint: 'Without the underscore.' },
    proto: { label: 'Protocol' },
    priority: { label: 'Priority', hint: 'Lower is tried first.' },
    weight: { label: 'Weight', hint: 'Among equal priorities: more is chosen more often.' },
    target: { label: 'URI', hint: 'In quotes.' },
  },
  TLSA: {
    port: { label: 'Port', hint: '* is every port.' },
    proto: { label: 'Protocol' },
    certificateUsage: { label: 'Usage', hint: '3 is this server’s own certificate.' },
    selector: { label: 'Selector', hint: '1 is the public key.' },
    matchingType: { label: 'Matching', hint: '1 is SHA-256.' },
    certificateAssociationData: { label: 'Data in hexadecimal' },
  },
  SSHFP: {
    algorithm: { label: 'Algorithm' },
    fingerprintType: { label: 'Digest' },
    fpType: { label: 'Digest' },
    fingerprint: { label: 'Fingerprint in hexadecimal' },
  },
  DS: {
    keyTag: { label: 'Key tag' },
    algorithm: { label: 'Algorithm' },
    digestType: { label: 'Digest type' },
    digest: { label: 'Digest in hexadecimal' },
  },
  HTTPS: {
    svcPriority: { label: 'Priority', hint: '0 is an alias; 1 and up are endpoints, lower first.' },
    targetName: { label: 'Target', hint: 'A single dot is this name itself.' },
    svcParams: { label: 'Parameters', hint: 'As in alpn=h2,h3 ipv4hint=192.0.2.1.' },
  },
};

/** The words of a field. */
export function fieldWords(type: string, field: string): FieldWords {
  const table = WORDS[type === 'SVCB' ? 'HTTPS' : type];
  return table?.[field] ?? { label: spaced(field) };
}

function spaced(field: string): string {
  const words = field.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words[0].toUpperCase() + words.slice(1);
}
