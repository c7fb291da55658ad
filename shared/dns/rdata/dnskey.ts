import { defineRdata } from './define-rdata.ts';
import { algorithm, chosen } from './named-numbers.ts';
import { base64Rest } from './octet-fields.ts';

const fields = {
  flags: chosen(16, 'key flags', [
    [257, 'KSK or CSK, the key that a DS names'],
    [256, 'ZSK, signs the zone'],
    [385, 'revoked KSK (RFC 5011 §2.1)'],
  ]),
  protocol: chosen(8, 'the protocol', [[3, 'DNSSEC, the only one']]),
  algorithm,
  publicKey: base64Rest,
};

/** DNSKEY — a key that signs the zone. RFC 4034 §2.1. */
export const dnskey = defineRdata('DNSKEY', 48, fields);

/** CDNSKEY — the key whose DS a child asks its parent for. RFC 7344 §3.2; `0 3 0 AA==` asks for none (RFC 8078 §4). */
export const cdnskey = defineRdata('CDNSKEY', 60, fields);
