/** Zones to sign, ordinary and awkward, and signed ones as files that other servers and checkers read. */
import { writeFile } from 'node:fs/promises';
import { printName, scanName } from '../../../shared/dns/name-text.ts';
import { Name } from '../../../shared/dns/name.ts';
import { type Octets, readU32 } from '../../../shared/dns/octets.ts';
import { printRdata } from '../../../shared/dns/rdata/registry.ts';
import { TYPE, typeToText } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { scanZone } from '../../../shared/dns/zone-file/scan-zone.ts';

export const ORIGIN = nameOf('example.test.');

const APEX = `
$ORIGIN example.test.
$TTL 3600
@ 7200 SOA ns1 host\\.master 2026112301 86400 7200 6652800 3600
@ NS ns1
@ NS NS2.Example.test.
@ MX 10 Mail
@ CAA 0 issue "ca.example"
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
ns2 A 192.0.2.2
mail A 192.0.2.3
`;

/** What most zones look like. */
export const ORDINARY = `${APEX}
www CNAME @
@ A 192.0.2.10
@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=reject"
_sip._tcp 300 SRV 0 5 5060 mail
`;

/** What zones look like that break signers: RFC 4592, RFC 4035 §2, RFC 5155 §7.1, RFC 4034 §6. */
export const AWKWARD = `${APEX}
* TXT "wildcard at the apex"
*.wild A 192.0.2.20
*.wild AAAA 2001:db8::20
host.wild A 192.0.2.21
sub.*.wild TXT "an asterisk that is no wildcard"
a.ent.deep TXT "two empty non-terminals above"
b.ent.deep TXT "and one more name"
*.nothing.below.here TXT "a wildcard under empty non-terminals"
unsigned NS ns.unsigned
unsigned NS ns.elsewhere.test.
ns.unsigned A 192.0.2.30
unsigned A 192.0.2.31
also.deep.unsigned TXT "hidden below a cut"
signed NS ns.signed
signed DS 60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
ns.signed AAAA 2001:db8::30
ent.child.of.ent NS ns.elsewhere.test.
alias DNAME elsewhere.test.
alias TXT "a DNAME has other types beside it"
CamelCase A 192.0.2.40
camelcase2 MX 20 CAMELCASE
dot\\.in\\.label A 192.0.2.41
sp\\032ace\\000zero\\255 TXT "odd octets"
\\001 TXT "the octet next to none"
z A 192.0.2.44
Z.a A 192.0.2.45
many A 192.0.2.9
many A 192.0.2.100
many A 10.0.0.1
many A 172.16.0.1
unknown TYPE65280 \\# 4 C0000201
svc HTTPS 1 . alpn="h2,h3" ipv4hint=192.0.2.1
rp RP Admin.Example.test. text.example.test.
naptr NAPTR 100 50 "s" "SIP+D2U" "" _SIP._udp.Example.TEST.
long TXT "${'x'.repeat(250)}" "${'y'.repeat(250)}" "${'z'.repeat(250)}"
zero 0 A 192.0.2.50
`;

/** `count` hosts with an address each. */
export function manyHosts(count: number): string {
  const hosts = Array.from(
    { length: count },
    (_, n) => `host${n} A 10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
  );
  return `${APEX}\n${hosts.join('\n')}\n`;
}

/** The contents of a zone file's text; it has no errors. */
export function contentsOf(text: string, zone = ORIGIN): ZoneContents {
  const scanned = scanZone({ file: 'zone', text: text as Octets }, { zone });
  const errors = scanned.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`the zone has errors: ${JSON.stringify(errors)}`);
  return scanned.contents();
}

/** A zone file of contents, one record a line, names absolute. */
export function printContents(contents: ZoneContents): string {
  const lines: string[] = [];
  for (const { owner, type, ttlSeconds, rdatas } of contents.rrsets())
    for (const rdata of rdatas) {
      const ttl = type === TYPE.RRSIG ? readU32(rdata, 4) : ttlSeconds;
      lines.push(`${printName(owner)} ${ttl} IN ${typeToText(type)} ${printRdata(type, rdata)}`);
    }
  // The SOA leads, whatever sorts before it.
  return `${lines.sort((a, b) => Number(b.includes(' IN SOA ')) - Number(a.includes(' IN SOA '))).join('\n')}\n`;
}

export async function writeZone(file: string, contents: ZoneContents): Promise<string> {
  await writeFile(file, printContents(contents));
  return file;
}

export function nameOf(text: string): Name {
  const name = scanName(text as Octets, Name.root);
  if (typeof name === 'string') throw new Error(`${text}: ${name}`);
  return name;
}
