import { NO_OCTETS, type Octets } from '../octets.ts';
import { WireError } from '../wire-reader.ts';
import { defineRdata, type Field } from './define-rdata.ts';
import { plainName, printCharacterString, u16 } from './fields.ts';
import { type RdataScanner, type Token } from './rdata-scanner.ts';
import {
  ALPN,
  keyFromText,
  keyToText,
  MANDATORY,
  mandatoryKeys,
  NO_DEFAULT_ALPN,
  svcParamForm,
} from './svcb-keys.ts';

/** Key → value in wire form, in ascending order of keys. */
type SvcParams = ReadonlyMap<number, Octets>;

const EXPECTED = 'a service parameter, such as alpn="h2,h3" or port=8443';

const svcParams: Field<SvcParams> = {
  kind: 'params',
  example: 'alpn="h2,h3" port=8443',
  expected: EXPECTED,
  takesRest: true,
  parse(reader) {
    const params = new Map<number, Octets>();
    let last = -1;
    while (reader.remaining > 0) {
      const at = reader.offset;
      const key = reader.u16();
      if (key <= last) throw new WireError(at, 'service parameters in ascending order, each once');
      last = key;
      const value = reader.octets(reader.u16());
      const form = svcParamForm(key);
      if (form?.isValid(value) === false) throw new WireError(at, `${form.expected} (${form.mnemonic})`);
      params.set(key, value);
    }
    const fault = inconsistency(params);
    if (fault !== undefined) throw new WireError(reader.offset, fault);
    return params;
  },
  compose(value, writer) {
    for (const [key, octets] of value) {
      writer.u16(key);
      writer.u16(octets.length);
      writer.octets(octets);
    }
  },
  scan(scanner) {
    const params = new Map<number, Octets>();
    const first = scanner.peek();
    while (!scanner.atEnd) {
      const token = scanner.next(EXPECTED);
      const [key, value] = scanParam(scanner, token);
      if (params.has(key)) return scanner.fail(`each service parameter once (${keyToText(key)})`, token);
      params.set(key, value);
    }
    const sorted = new Map([...params].sort(([a], [b]) => a - b));
    const fault = inconsistency(sorted);
    return fault === undefined ? sorted : scanner.fail(fault, first);
  },
  print: (value) => [...value].map(printParam).join(' '),
};

/** `key`, `key=value` or `key="value"` (RFC 9460 §2.1), quotes already off. */
function scanParam(scanner: RdataScanner, token: Token): readonly [number, Octets] {
  const equals = token.text.indexOf('=');
  const keyText = equals < 0 ? token.text : token.text.slice(0, equals);
  const key = token.quoted ? undefined : keyFromText(keyText);
  if (key === undefined) return scanner.fail(EXPECTED, token);
  const raw = equals < 0 ? '' : token.text.slice(equals + 1);
  const text = scanner.unescape(withText(token, raw as Octets), EXPECTED);
  const form = svcParamForm(key);
  // A known key may be written by number; the text then has its wire form.
  const value = keyText === form?.mnemonic ? form.scan(text) : text;
  return value === undefined || form?.isValid(value) === false
    ? scanner.fail(`${form?.expected} (${form?.mnemonic})`, token)
    : [key, value];
}

function printParam([key, value]: readonly [number, Octets]): string {
  const form = svcParamForm(key);
  const text = form?.print(value) ?? (value === NO_OCTETS ? '' : printCharacterString(value));
  return text === '' ? keyToText(key) : `${keyToText(key)}=${text}`;
}

/** What several parameters have to agree on: RFC 9460 §8 and §7.1.1. */
function inconsistency(params: SvcParams): string | undefined {
  const missing = mandatoryKeys(params.get(MANDATORY) ?? NO_OCTETS).find((key) => !params.has(key));
  if (missing !== undefined) return `${keyToText(missing)}, since mandatory lists it`;
  return params.has(NO_DEFAULT_ALPN) && !params.has(ALPN)
    ? 'alpn, since no-default-alpn is there'
    : undefined;
}

const fields = { svcPriority: u16, targetName: plainName, svcParams };

/** SVCB — where and how a service can be reached; priority 0 makes it an alias. RFC 9460 §2; its name is never compressed (§2.2). */
export const svcb = defineRdata('SVCB', 64, fields);

/** HTTPS — SVCB for web servers. RFC 9460 §9. */
export const https = defineRdata('HTTPS', 65, fields);

/** A token with other text, in the same place; a spread would lose a place that is worked out only when asked for. */
function withText(token: Token, text: Octets): Token {
  const { quoted, line, column } = token;
  return { text, quoted, line, column };
}
