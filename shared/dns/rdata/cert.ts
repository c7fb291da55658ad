import { defineRdata } from './define-rdata.ts';
import { u16 } from './fields.ts';
import { algorithm, certificateType } from './named-numbers.ts';
import { base64Rest } from './octet-fields.ts';

/** CERT — a certificate or revocation list. RFC 4398 §2. */
export const cert = defineRdata('CERT', 37, {
  type: certificateType,
  keyTag: u16,
  algorithm,
  certificate: base64Rest,
});
