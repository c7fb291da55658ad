/** Numbers that the code names: record types, classes, opcodes, response codes (IANA "Domain Name System Parameters"). */

/** Every type with a mnemonic here: those that rdata/registry.ts has a table for, and the meta types (RFC 6895 §3.1). */
export const TYPE = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  HINFO: 13,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  AAAA: 28,
  LOC: 29,
  SRV: 33,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  DNAME: 39,
  OPT: 41,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  MAILB: 253,
  MAILA: 254,
  ANY: 255,
  URI: 256,
  CAA: 257,
} as const;

/** The types that signing makes wherever they stand, and nobody writes; at the apex it makes DNSKEY, CDS and CDNSKEY, too. */
export const MADE_BY_SIGNING: ReadonlySet<number> = new Set([
  TYPE.RRSIG,
  TYPE.NSEC,
  TYPE.NSEC3,
  TYPE.NSEC3PARAM,
]);

/** A type's mnemonic, or TYPEnnn (RFC 3597 §5). */
export function typeToText(type: number): string {
  return TYPE_TEXT.get(type) ?? `TYPE${type}`;
}

/** The type of a mnemonic or TYPEnnn, in either case; undefined when it is neither. */
export function typeFromText(text: string): number | undefined {
  const upper = text.toUpperCase();
  const known = TYPE_NUMBER.get(upper);
  if (known !== undefined) return known;
  const generic = /^TYPE([0-9]{1,5})$/.exec(upper);
  return generic !== null && Number(generic[1]) <= 65535 ? Number(generic[1]) : undefined;
}

/** Whether a name has one record of this type at most (RFC 1035 §3.6.2, RFC 2181 §10.1, RFC 6672 §2.4). */
export const isSingular = (type: number): boolean =>
  type === TYPE.SOA || type === TYPE.CNAME || type === TYPE.DNAME;

export const CLASS = { IN: 1, NONE: 254, ANY: 255 } as const;

export const OPCODE = { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5 } as const;

/** RCODEs, the extended ones of EDNS (RFC 6891 §6.1.3) and TSIG's (RFC 8945 §3) included. */
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  NOTAUTH: 9,
  NOTZONE: 10,
  BADVERS: 16,
  BADSIG: 16,
  BADKEY: 17,
  BADTIME: 18,
  BADTRUNC: 22,
} as const;

/** An RCODE's mnemonic; 16 is BADVERS outside TSIG. */
export function rcodeToText(rcode: number): string {
  return RCODE_TEXT.get(rcode) ?? `RCODE${rcode}`;
}

const RCODE_TEXT = new Map<number, string>(
  Object.entries(RCODE)
    .filter(([text]) => text !== 'BADSIG')
    .map(([text, rcode]) => [rcode, text]),
);
const TYPE_NUMBER = new Map<string, number>(Object.entries(TYPE));
const TYPE_TEXT = new Map<number, string>(Object.entries(TYPE).map(([text, type]) => [type, text]));
