/** DKIM — the public key that mail is signed with. RFC 6376 §3.6.1, RFC 8463. */
import type { Assistant } from './assistant.ts';
import { tagged } from './tagged.ts';

export const dkim: Assistant = tagged({
  id: 'dkim',
  version: 'DKIM1',
  versionOptional: true,
  required: 'p',
  divider: ':',
  place: 'selector._domainkey',
  start: { k: 'rsa' },
  fields: [
    { key: 'k', kind: 'choice', choices: ['', 'rsa', 'ed25519'] },
    {
      key: 'p',
      kind: 'long',
      example: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A…',
      fits: (text) => /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text),
    },
    { key: 't', kind: 'list', example: 's' },
    { key: 'more', kind: 'text', example: 'h=sha256' },
  ],
  // An RSA key of 1024 bits is some 216 letters long (RFC 8301 §3.2 wants 2048).
  warnings: ({ k = 'rsa', p = '' }) => [
    ...(p === '' ? ['revoked'] : []),
    ...(k !== 'ed25519' && p !== '' && p.length < 300 ? ['short-key'] : []),
  ],
});
