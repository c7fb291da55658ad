import { defineRdata } from './define-rdata.ts';
import { u16 } from './fields.ts';
import { algorithm, digestType } from './named-numbers.ts';
import { digest } from './octet-fields.ts';

/** Octets of SHA-256, SHA-384 and SHA-1 (RFC 4509 §2.1, RFC 6605 §2, RFC 4034 §A.2). */
const LENGTHS = [
  [2, 32],
  [4, 48],
  [1, 20],
] as const;

const fields = { keyTag: u16, algorithm, digestType, digest: digest('digestType', LENGTHS) };

/** DS — the digest of a child zone's key. RFC 4034 §5.1. */
export const ds = defineRdata('DS', 43, fields);

/** CDS — the DS that a child asks its parent for. RFC 7344 §3.1; `0 0 0 00` asks for none (RFC 8078 §4). */
export const cds = defineRdata('CDS', 59, fields);
