/** The record types of the Identifier-Locator Network Protocol, RFC 6742 §2. Their names are neither compressed nor lower-cased. */
import { octetsOf, readU16, type Octets } from '../octets.ts';
import { ipv4 } from './addresses.ts';
import { defineRdata, type Field } from './define-rdata.ts';
import { plainName, u16 } from './fields.ts';

/** 64 bits as four groups of hexadecimal digits between colons (RFC 6742 §2.1.2, §2.3.2). */
const groups64: Field<Octets> = {
  kind: 'other',
  example: '0014:4fff:ff20:ee64',
  expected: 'four groups of hexadecimal digits, such as 0014:4fff:ff20:ee64',
  fixedLength: 8,
  parse: (reader) => reader.octets(8),
  compose: (value, writer) => writer.octets(value),
  scan(scanner) {
    const token = scanner.next(this.expected);
    if (!/^[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4}){3}$/.test(token.text))
      return scanner.fail(this.expected, token);
    const groups = token.text.split(':').map((group) => parseInt(group, 16));
    return octetsOf(...groups.flatMap((group) => [group >> 8, group & 0xff]));
  },
  print: (value) => [0, 2, 4, 6].map((at) => readU16(value, at).toString(16).padStart(4, '0')).join(':'),
};

/** NID — a node identifier. RFC 6742 §2.1. */
export const nid = defineRdata('NID', 104, { preference: u16, nodeId: groups64 });

/** L32 — a 32-bit locator, written like an IPv4 address. RFC 6742 §2.2. */
export const l32 = defineRdata('L32', 105, { preference: u16, locator32: ipv4 });

/** L64 — a 64-bit locator. RFC 6742 §2.3. */
export const l64 = defineRdata('L64', 106, { preference: u16, locator64: groups64 });

/** LP — the name of a subnetwork whose locators apply. RFC 6742 §2.4. */
export const lp = defineRdata('LP', 107, { preference: u16, fqdn: plainName });
