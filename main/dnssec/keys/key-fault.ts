/** Why a key cannot be taken in, as values; the sentences are made elsewhere. */
import { type KeyRole } from './zone-key.ts';

export type KeyFault =
  /** The public half alone: a `.key` without its `.private`. */
  | { readonly code: 'public-without-private' }
  /** The private half alone, and nobody said what the key is for: its flags, and so its DS, are not known. */
  | { readonly code: 'private-without-public' }
  /** The private key is not that of the DNSKEY. */
  | { readonly code: 'keys-do-not-match'; readonly dnskeyTag: number; readonly privateTag: number }
  | { readonly code: 'wrong-zone'; readonly found: string; readonly expected: string }
  /** By number, or as the file calls it. */
  | { readonly code: 'algorithm-not-offered'; readonly algorithm: string }
  | { readonly code: 'unreadable-private-key'; readonly expected: string }
  | { readonly code: 'unreadable-public-key'; readonly expected: string }
  | { readonly code: 'passphrase-protected' }
  /** The DNSKEY's flags are not those of the role asked for. */
  | { readonly code: 'role-mismatch'; readonly role: KeyRole; readonly flags: number }
  /** RFC 5011 §2.1: a revoked key must not sign anything but its own revocation. */
  | { readonly code: 'revoked-key'; readonly keyTag: number };
