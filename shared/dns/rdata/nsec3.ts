import { defineRdata } from './define-rdata.ts';
import { u16 } from './fields.ts';
import { chosen } from './named-numbers.ts';
import { hashedOwner, salt } from './octet-fields.ts';
import { types } from './type-fields.ts';

const parameters = {
  hashAlgorithm: chosen(8, 'a hash algorithm', [[1, 'SHA-1, the only one']]),
  flags: chosen(8, 'flags', [
    [0, 'none'],
    [1, 'opt-out'],
  ]),
  iterations: u16,
  salt,
};

/** NSEC3 — the next hashed name, and the types that exist at this one. RFC 5155 §3. */
export const nsec3 = defineRdata('NSEC3', 50, { ...parameters, nextHashedOwnerName: hashedOwner, types });

/** NSEC3PARAM — how the names of this zone are hashed. RFC 5155 §4. */
export const nsec3param = defineRdata('NSEC3PARAM', 51, parameters);
