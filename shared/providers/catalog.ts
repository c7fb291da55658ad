/**
 * Providers of secondaries, as read in 2026-08 to 2026-11. Provider facts age: the screens show source and date, and the
 * owner can change every address of a secondary made from them.
 */
import type { Endpoint } from '../model/secondary.ts';
import type { Provider } from './provider.ts';

const at = (...addresses: readonly string[]): readonly Endpoint[] =>
  addresses.map((address) => ({ address, port: 53 }));

/** A form nobody has described: what any of them must ask for. */
const anyForm = (place: string): Provider['form'] => ({
  place,
  lines: [
    { label: 'Zone', value: 'zone' },
    { label: 'Primary address', value: 'primary-address' },
    { label: 'Primary port', value: 'primary-port' },
    { label: 'TSIG key name', value: 'key-name' },
    { label: 'TSIG algorithm', value: 'key-algorithm' },
    { label: 'TSIG secret', value: 'key-secret' },
  ],
});

/** What is the same for a provider of which little is known. */
const LITTLE_KNOWN = {
  date: '2026-11',
  algorithms: 'unknown',
  transferFrom: [],
  notifyTo: [],
  takesNotify: 'unknown',
  nameServers: [],
  verifyAt: [],
  customPort: 'unknown',
  dnssec: 'unknown',
  firstTransferMinutes: 'unknown',
} as const satisfies Partial<Provider>;

export const PROVIDERS: readonly Provider[] = [
  {
    id: 'he.net',
    name: 'he.net',
    source: 'Article “isp-he-dns-secondary” (2022-04-15); name servers as in users’ published zones',
    date: '2026-11',
    algorithms: { shown: ['hmac-sha512'] },
    transferFrom: ['216.218.133.2', '2001:470:600::2'],
    notifyTo: at('216.218.130.2'),
    takesNotify: true,
    nameServers: ['ns1.he.net.', 'ns2.he.net.', 'ns3.he.net.', 'ns4.he.net.', 'ns5.he.net.'],
    verifyAt: at('216.218.130.2'),
    customPort: 'unknown',
    dnssec: 'unknown',
    firstTransferMinutes: 60,
    form: {
      place: 'dns.he.net → Add a new slave',
      lines: [
        { label: 'Domain Name', value: 'zone' },
        { label: 'Master #1', value: 'primary-address' },
        { label: 'TSIG hash', value: 'key-algorithm' },
        { label: 'TSIG name', value: 'key-name' },
        { label: 'TSIG secret', value: 'key-secret' },
      ],
    },
    remarks: [
      'Its form has no field for a port, so it asks at port 53: the router must send TCP and UDP 53 to this computer while you publish.',
      'Its first transfer takes about an hour; whether it worked shows there only behind an icon.',
    ],
  },
  {
    id: 'cloudflare',
    name: 'Cloudflare Secondary DNS',
    source: 'cloudflare-docs, zone transfers: IP addresses, setup, DNSSEC for secondary',
    date: '2026-11',
    algorithms: { shown: ['hmac-sha512'] },
    transferFrom: ['104.30.167.163', '104.30.167.173', '2a09:bac0:1000:c47::/64'],
    notifyTo: at(
      '172.65.30.82',
      '172.65.50.145',
      '2606:4700:60:0:317:26ee:3bdf:5774',
      '2606:4700:60:0:35a:4be3:4144:c5ee',
    ),
    takesNotify: true,
    nameServers: [],
    verifyAt: [],
    customPort: true,
    dnssec: true,
    firstTransferMinutes: 'unknown',
    form: anyForm('Cloudflare dashboard → Account → DNS zone transfers → Peer DNS servers'),
    remarks: [
      'Needs an enterprise entitlement.',
      'It ignores the SOA’s REFRESH and asks in an interval of its own.',
      'The address ranges it used before end on 2026-12-01.',
    ],
  },
  {
    id: 'hetzner',
    name: 'Hetzner DNS',
    source: 'hcloud-go, zone.go; docs.hetzner.com, secondary zones and zone file example',
    date: '2026-11',
    algorithms: { known: ['hmac-md5', 'hmac-sha1', 'hmac-sha256'] },
    transferFrom: [],
    notifyTo: [],
    takesNotify: true,
    nameServers: ['hydrogen.ns.hetzner.com.', 'oxygen.ns.hetzner.com.', 'helium.ns.hetzner.de.'],
    verifyAt: [],
    customPort: true,
    dnssec: 'unknown',
    firstTransferMinutes: 'unknown',
    form: {
      place: 'Hetzner Console → DNS → secondary zone → primary name servers',
      lines: [
        { label: 'Zone', value: 'zone' },
        { label: 'Address', value: 'primary-address' },
        { label: 'Port', value: 'primary-port' },
        { label: 'TSIG algorithm', value: 'key-algorithm' },
        { label: 'TSIG key', value: 'key-secret' },
      ],
    },
    remarks: [
      'Its API has no field for the key’s name.',
      'The addresses its transfers come from stand on its own pages: add them to the secondary.',
      'Some accounts are given another set of name servers: take those that its console shows.',
    ],
  },
  {
    ...LITTLE_KNOWN,
    id: 'puck',
    name: 'puck.nether.net',
    source: 'users’ configurations',
    transferFrom: ['204.42.254.5', '2001:418:3f4::5'],
    notifyTo: at('204.42.254.5', '2001:418:3f4::5'),
    form: anyForm('puck.nether.net'),
    remarks: ['A DNSSEC-signed zone is known to be served there.'],
  },
  {
    ...LITTLE_KNOWN,
    id: 'afraid',
    name: 'afraid.org',
    source: 'users’ configurations; mailinabox#505',
    transferFrom: ['69.65.50.192', '2001:1850:1:5:800::6b'],
    notifyTo: at('69.65.50.192', '2001:1850:1:5:800::6b'),
    nameServers: ['ns2.afraid.org.'],
    form: anyForm('freedns.afraid.org'),
    remarks: ['In 2015 transfers were seen from 174.37.196.55, which is not one of its name servers.'],
  },
  {
    ...LITTLE_KNOWN,
    id: 'ns1',
    name: 'NS1 (IBM)',
    source: 'terraform-provider-ns1, zone resource; IBM docs',
    algorithms: { shown: ['hmac-sha256'] },
    takesNotify: true,
    form: anyForm('NS1 portal → secondary zone'),
    remarks: ['The primary must have an IPv4 address.'],
  },
  {
    ...LITTLE_KNOWN,
    id: 'gandi',
    name: 'Gandi',
    source: 'users’ configurations',
    transferFrom: ['217.70.177.40'],
    notifyTo: at('217.70.177.40'),
    nameServers: ['ns6.gandi.net.'],
    verifyAt: at('217.70.177.40'),
    form: anyForm('Gandi'),
    remarks: [],
  },
  {
    ...LITTLE_KNOWN,
    id: 'wedos',
    name: 'WEDOS',
    source: 'kb.vedos.cz/en/dns-axfr',
    transferFrom: ['46.28.104.64/27'],
    takesNotify: false,
    form: anyForm('WEDOS'),
    remarks: [
      'It ignores NOTIFY and asks in the SOA’s rhythm; its button “Schedule AXFR” asks for a transfer.',
    ],
  },
  {
    ...LITTLE_KNOWN,
    id: 'posix',
    name: 'Posix SecDNS',
    source: 'secdns.posix.co.za/using-tsig.html',
    algorithms: { known: ['hmac-sha1', 'hmac-sha224', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512'] },
    form: anyForm('secdns.posix.co.za'),
    remarks: ['The primary must be registered there first.'],
  },
  {
    ...LITTLE_KNOWN,
    id: 'rollernet',
    name: 'Roller Network',
    source: 'acc.rollernet.us/help/dns/secondary.php',
    takesNotify: true,
    firstTransferMinutes: 60,
    form: anyForm('acc.rollernet.us → Secondary DNS → Add New Zone'),
    remarks: ['Give the primary as an IP address, not as a name.'],
  },
  {
    ...LITTLE_KNOWN,
    id: 'ultradns',
    name: 'UltraDNS',
    source: 'dns.ultraproducts.support 4409695424667',
    customPort: false,
    form: anyForm('UltraDNS'),
    remarks: ['TCP 53 must reach this computer.'],
  },
  {
    ...LITTLE_KNOWN,
    id: 'buddyns',
    name: 'BuddyNS',
    source: 'mailinabox#505',
    form: anyForm('BuddyNS'),
    remarks: ['Its transfers come from more addresses than its name servers have.'],
  },
  {
    ...LITTLE_KNOWN,
    id: 'ptrdns',
    name: 'PTRDNS',
    source: 'ptrdns.net/secondary-dns',
    form: anyForm('PTRDNS'),
    remarks: ['The algorithm of the key can be chosen there.'],
  },
];

/** A provider by its id, or null. */
export function providerById(id: string | null): Provider | null {
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}
