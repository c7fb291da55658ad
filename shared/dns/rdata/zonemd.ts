import { defineRdata } from './define-rdata.ts';
import { serial } from './fields.ts';
import { chosen } from './named-numbers.ts';
import { digest } from './octet-fields.ts';

/** ZONEMD — the digest of the zone. RFC 8976 §2.2; no digest is shorter than 12 octets (§2.2.4). */
export const zonemd = defineRdata('ZONEMD', 63, {
  serial,
  scheme: chosen(8, 'a scheme', [[1, 'SIMPLE']]),
  hashAlgorithm: chosen(8, 'a hash algorithm', [
    [1, 'SHA-384'],
    [2, 'SHA-512'],
  ]),
  digest: digest(
    'hashAlgorithm',
    [
      [1, 48],
      [2, 64],
    ],
    12,
  ),
});
