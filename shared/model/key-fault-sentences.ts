/** Why a key cannot be taken in, in words: what is the matter with it and what to bring instead. */
import { assertNever } from '../assert.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';
import type { KeyFaultInfo } from './zone-key.ts';

export function keyFaultSentence(fault: KeyFaultInfo, zone: string): string {
  switch (fault.code) {
    case 'public-without-private':
      return 'This is the public half of a key (.key) alone. Choose its .private file as well: nothing can be signed without it.';
    case 'private-without-public':
      return 'This is a private key alone, which does not tell what it was used for. Choose its .key file (or DNSKEY record) as well, or say whether it is a CSK, KSK or ZSK.';
    case 'keys-do-not-match':
      return `The private key (tag ${fault.privateTag}) does not belong to the DNSKEY (tag ${fault.dnskeyTag}). Choose the two files of one key.`;
    case 'wrong-zone':
      return `This key is of ${spoken(fault.found)}, not of ${zone}.`;
    case 'algorithm-not-offered':
      return `Keys of algorithm ${fault.algorithm} are not offered here: only RSASHA256 (8), ECDSA P-256 (13) and P-384 (14), and Ed25519 (15) are. Roll to one of these where the ${TERMS.zone} is signed now, or remove its DS first.`;
    case 'unreadable-private-key':
      return `The private key cannot be read: expected ${fault.expected}.`;
    case 'unreadable-public-key':
      return `The public key cannot be read: expected ${fault.expected}.`;
    case 'passphrase-protected':
      return 'The private key is protected by a passphrase. Take that off first, as with openssl pkey -in key.pem -out plain.pem.';
    case 'role-mismatch':
      return `The DNSKEY has the flags ${fault.flags}, which a ${fault.role.toUpperCase()} does not have.`;
    case 'revoked-key':
      return `The key ${fault.keyTag} is revoked (RFC 5011) and must not sign any more.`;
    default:
      return assertNever(fault);
  }
}
