/** The algorithms of a key as a form offers them, the default first, the weak ones marked. */
import { WEAK_ALGORITHMS, type TsigAlgorithm } from '../../shared/model/keys.ts';
import { words } from './words.ts';

const OFFERED: readonly TsigAlgorithm[] = [
  'hmac-sha256',
  'hmac-sha384',
  'hmac-sha512',
  'hmac-sha224',
  'hmac-sha1',
  'hmac-md5',
];

export const algorithmOptions = OFFERED.map((value) => ({
  value,
  label: words.algorithmLabel(value, WEAK_ALGORITHMS.includes(value)),
}));
