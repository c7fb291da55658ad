/** Where records are looked for by a name of their own, with an underscore (RFC 8552): at any other nobody finds them. */

export type PlaceId =
  'srv' | 'uri' | 'tlsa' | 'smimea' | 'openpgpkey' | 'dkim' | 'dmarc' | 'mta-sts' | 'tls-rpt' | 'bimi';

interface Place {
  readonly id: PlaceId;
  readonly type: string;
  /** What such a record's text begins with; absent: all of the type. */
  readonly text?: RegExp;
  readonly fits: (owner: string) => boolean;
}

/** A wildcard stands for names of any kind. */
const at =
  (pattern: RegExp) =>
  (owner: string): boolean =>
    /^\*(\.|$)/.test(owner) || pattern.test(owner);

const PLACES: readonly Place[] = [
  { id: 'srv', type: 'SRV', fits: at(/^_[^.]+\._[^.]/) },
  { id: 'uri', type: 'URI', fits: at(/^_[^.]+\._[^.]/) },
  { id: 'tlsa', type: 'TLSA', fits: at(/^_[0-9]+\._[^.]/) },
  { id: 'smimea', type: 'SMIMEA', fits: at(/\._smimecert(\.|$)/i) },
  { id: 'openpgpkey', type: 'OPENPGPKEY', fits: at(/\._openpgpkey(\.|$)/i) },
  { id: 'dmarc', type: 'TXT', text: /^"?v=DMARC1\b/i, fits: at(/^_dmarc(\.|$)/i) },
  // A DKIM key need not say its version (RFC 6376 §3.6.1).
  { id: 'dkim', type: 'TXT', text: /^"?(v=DKIM1\b|[kth]=[^;]+;.*\bp=)/i, fits: at(/\._domainkey(\.|$)/i) },
  { id: 'mta-sts', type: 'TXT', text: /^"?v=STSv1\b/i, fits: at(/^_mta-sts(\.|$)/i) },
  { id: 'tls-rpt', type: 'TXT', text: /^"?v=TLSRPTv1\b/i, fits: at(/^_smtp\._tls(\.|$)/i) },
  { id: 'bimi', type: 'TXT', text: /^"?v=BIMI1\b/i, fits: at(/\._bimi(\.|$)/i) },
];

/** The place of a value; undefined where any name will do, or while there is no value. */
export const placeOf = (type: string, text: string): Place | undefined =>
  text === '' ? undefined : PLACES.find((place) => place.type === type && place.text?.test(text) !== false);
