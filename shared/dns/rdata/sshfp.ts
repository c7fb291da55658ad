import { defineRdata } from './define-rdata.ts';
import { chosen } from './named-numbers.ts';
import { digest } from './octet-fields.ts';

/** SSHFP — the fingerprint of a host's SSH key. RFC 4255 §3.1, RFC 6594, RFC 7479, RFC 8709. */
export const sshfp = defineRdata('SSHFP', 44, {
  algorithm: chosen(8, 'a key algorithm', [
    [4, 'Ed25519'],
    [3, 'ECDSA'],
    [1, 'RSA'],
    [2, 'DSA'],
    [6, 'Ed448'],
  ]),
  fpType: chosen(8, 'a fingerprint type', [
    [2, 'SHA-256'],
    [1, 'SHA-1'],
  ]),
  fingerprint: digest('fpType', [
    [2, 32],
    [1, 20],
  ]),
});
