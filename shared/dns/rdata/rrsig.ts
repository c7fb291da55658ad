import { readU16, type Octets } from '../octets.ts';
import { defineRdata } from './define-rdata.ts';
import { lowercasedName, seconds, u16, u8 } from './fields.ts';
import { algorithm } from './named-numbers.ts';
import { base64Rest } from './octet-fields.ts';
import { signatureTime } from './time-field.ts';
import { coveredType } from './type-fields.ts';

/** RRSIG — the signature of a record set. RFC 4034 §3.1. */
export const rrsig = defineRdata('RRSIG', 46, {
  typeCovered: coveredType,
  algorithm,
  labels: u8,
  originalTtl: seconds,
  signatureExpiration: signatureTime,
  signatureInception: signatureTime,
  keyTag: u16,
  signersName: lowercasedName,
  signature: base64Rest,
});

/** The Type Covered of RRSIG rdata. */
export function coveredTypeOf(rdata: Octets): number {
  return readU16(rdata, 0);
}
