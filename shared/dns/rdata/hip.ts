import { base64Decode, base64Encode, hexDecode, hexEncode } from '../encodings.ts';
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { WireError } from '../wire-reader.ts';
import { defineRdata, type Field } from './define-rdata.ts';
import { plainName } from './fields.ts';
import { chosen } from './named-numbers.ts';

const pkAlgorithm = chosen(8, 'a public key algorithm', [
  [2, 'RSA'],
  [1, 'DSA'],
  [3, 'ECDSA'],
]);

/** The Host Identity Tag in hexadecimal, without white space. */
const hit: Field<Octets> = {
  kind: 'hex',
  example: '200100107B1A74DF365639CC39F1D578',
  expected: 'a host identity tag in hexadecimal, 1–255 octets',
  parse: (reader) => reader.characterString(),
  compose: (value, writer) => writer.characterString(value),
  scan(scanner) {
    const token = scanner.next(this.expected);
    const octets = hexDecode(token.text);
    return octets === undefined || octets === '' || octets.length > 255
      ? scanner.fail(this.expected, token)
      : octets;
  },
  print: hexEncode,
};

/** The host's public key in base64, without white space: names may follow. */
const publicKey: Field<Octets> = {
  kind: 'base64',
  example: 'AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cI',
  expected: 'a public key in base64, in one piece',
  parse: (reader) => reader.octets(reader.u16()),
  compose(value, writer) {
    writer.u16(value.length);
    writer.octets(value);
  },
  scan(scanner) {
    const token = scanner.next(this.expected);
    const octets = base64Decode(token.text);
    return octets === undefined || octets === '' || octets.length > 0xffff
      ? scanner.fail(this.expected, token)
      : octets;
  },
  print: base64Encode,
};

/** Names of servers that know where the host is, in order of preference; none, one or more. */
const rendezvousServers: Field<readonly Name[]> = {
  kind: 'other',
  example: 'rvs.example.com.',
  expected: plainName.expected,
  takesRest: true,
  parse(reader, before) {
    const names: Name[] = [];
    while (reader.remaining > 0) names.push(plainName.parse(reader, before));
    return names;
  },
  compose: (value, writer) => value.forEach((server) => plainName.compose(server, writer)),
  scan(scanner, before) {
    const names: Name[] = [];
    while (!scanner.atEnd) names.push(plainName.scan(scanner, before));
    return names;
  },
  print: (value, origin) => value.map((server) => plainName.print(server, origin)).join(' '),
};

/** HIP — a host's identity and where to meet it. RFC 8005 §5; both lengths stand before what they measure. */
export const hip = defineRdata(
  'HIP',
  55,
  { pkAlgorithm, hit, publicKey, rendezvousServers },
  {
    wire: {
      parse(reader) {
        const hitLength = reader.u8();
        const algorithm = reader.u8();
        const keyLength = reader.u16();
        if (hitLength === 0 || keyLength === 0)
          throw new WireError(reader.offset, 'a host identity tag and a key of at least one octet');
        return {
          pkAlgorithm: algorithm,
          hit: reader.octets(hitLength),
          publicKey: reader.octets(keyLength),
          rendezvousServers: rendezvousServers.parse(reader, {}),
        };
      },
      compose(value, writer) {
        writer.u8(value.hit.length);
        writer.u8(value.pkAlgorithm);
        writer.u16(value.publicKey.length);
        writer.octets(value.hit);
        writer.octets(value.publicKey);
        rendezvousServers.compose(value.rendezvousServers, writer);
      },
    },
  },
);
