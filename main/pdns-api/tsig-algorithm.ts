/** TSIG algorithms as PowerDNS spells them. */
import { tsigAlgorithm, type TsigAlgorithm } from '../../shared/model/keys.ts';

/** MD5's registered name is a name of its own (RFC 8945 §6). Undefined for one that is not offered. */
export function tsigAlgorithmOf(text: string): TsigAlgorithm | undefined {
  const plain = text
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^hmac-md5\.sig-alg\.reg\.int$/, 'hmac-md5');
  return tsigAlgorithm.safeParse(plain).data;
}
