/**
 * All record types: by number and by mnemonic, and what is done with the unknown ones (RFC 3597).
 *
 * What follows here is the only place that knows the set of types. Everything else asks by number.
 */
import { hexDecode, hexEncode } from '../encodings.ts';
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { typeToText } from '../types.ts';
import { WireError, WireReader } from '../wire-reader.ts';
import { type WireWriter } from '../wire-writer.ts';
import { a } from './a.ts';
import { aaaa } from './aaaa.ts';
import { afsdb } from './afsdb.ts';
import { apl } from './apl.ts';
import { caa } from './caa.ts';
import { cert } from './cert.ts';
import { cname } from './cname.ts';
import { csync } from './csync.ts';
import { type RdataType } from './define-rdata.ts';
import { dhcid } from './dhcid.ts';
import { dname } from './dname.ts';
import { cdnskey, dnskey } from './dnskey.ts';
import { cds, ds } from './ds.ts';
import { eui48, eui64 } from './eui.ts';
import { hinfo } from './hinfo.ts';
import { hip } from './hip.ts';
import { l32, l64, lp, nid } from './ilnp.ts';
import { ipseckey } from './ipseckey.ts';
import { kx } from './kx.ts';
import { loc } from './loc.ts';
import { mx } from './mx.ts';
import { naptr } from './naptr.ts';
import { ns } from './ns.ts';
import { nsec } from './nsec.ts';
import { nsec3, nsec3param } from './nsec3.ts';
import { openpgpkey } from './openpgpkey.ts';
import { ptr } from './ptr.ts';
import { type RdataScanner } from './rdata-scanner.ts';
import { rp } from './rp.ts';
import { rrsig } from './rrsig.ts';
import { soa } from './soa.ts';
import { srv } from './srv.ts';
import { sshfp } from './sshfp.ts';
import { https, svcb } from './svcb.ts';
import { smimea, tlsa } from './tlsa.ts';
import { spf, txt } from './txt.ts';
import { uri } from './uri.ts';
import { zonemd } from './zonemd.ts';

export { typeFromText, typeToText } from '../types.ts';

/** Every record type with a table of its own. */
export const RDATA_TYPES = [
  a,
  aaaa,
  afsdb,
  apl,
  caa,
  cdnskey,
  cds,
  cert,
  cname,
  csync,
  dhcid,
  dname,
  dnskey,
  ds,
  eui48,
  eui64,
  hinfo,
  hip,
  https,
  ipseckey,
  kx,
  l32,
  l64,
  loc,
  lp,
  mx,
  naptr,
  nid,
  ns,
  nsec,
  nsec3,
  nsec3param,
  openpgpkey,
  ptr,
  rp,
  rrsig,
  smimea,
  soa,
  spf,
  srv,
  sshfp,
  svcb,
  tlsa,
  txt,
  uri,
  zonemd,
] as unknown as readonly RdataType[];

const byType = new Map(RDATA_TYPES.map((rdataType) => [rdataType.type, rdataType]));

/** The table of a type, or undefined for one that is carried as RFC 3597 unknown. */
export function rdataType(type: number): RdataType | undefined {
  return byType.get(type);
}

/** Text of a record's data → plain wire form; `\# length hex` is taken for every type (RFC 3597 §5). Throws ScanError. */
export function scanRdata(type: number, scanner: RdataScanner): Octets {
  const first = scanner.peek();
  if (first !== undefined && !first.quoted && first.text === '\\#') return scanGeneric(type, scanner);
  const known = byType.get(type);
  return known === undefined
    ? scanner.fail(`the form \\# LENGTH HEX, since ${typeToText(type)} has no form of its own here`, first)
    : known.scan(scanner);
}

/** Plain wire form → text; unknown types, and data that is empty or does not fit its type, as `\# length hex`. */
export function printRdata(type: number, rdata: Octets, origin?: Name): string {
  if (rdata.length === 0) return printGeneric(rdata);
  try {
    return byType.get(type)?.print(rdata, origin) ?? printGeneric(rdata);
  } catch (error) {
    if (error instanceof WireError) return printGeneric(rdata);
    throw error;
  }
}

/** Rdata of a message → plain wire form, names decompressed. Throws WireError. */
export function rdataFromMessage(type: number, reader: WireReader, length: number): Octets {
  return byType.get(type)?.fromMessage(reader, length) ?? reader.octets(length);
}

/** Plain wire form → message, names compressed where RFC 3597 §4 allows it. */
export function rdataToMessage(type: number, rdata: Octets, writer: WireWriter): void {
  const known = byType.get(type);
  if (known === undefined) writer.octets(rdata);
  else known.toMessage(rdata, writer);
}

/** Canonical wire form (RFC 4034 §6.2). */
export function canonicalRdata(type: number, rdata: Octets): Octets {
  return byType.get(type)?.canonical(rdata) ?? rdata;
}

function scanGeneric(type: number, scanner: RdataScanner): Octets {
  scanner.next('\\#');
  const expected = 'the number of octets, then as many in hexadecimal';
  const length = scanner.next(expected);
  const hex = scanner.atEnd ? { text: '', token: length } : scanner.restJoined(expected);
  const rdata = hexDecode(hex.text);
  if (!/^[0-9]{1,5}$/.test(length.text) || rdata?.length !== Number(length.text))
    return scanner.fail(expected, length);
  const known = byType.get(type);
  if (known === undefined) return rdata;
  try {
    return known.fromMessage(WireReader.plain(rdata), rdata.length);
  } catch (error) {
    if (error instanceof WireError)
      return scanner.fail(`the octets of ${known.mnemonic} data (${error.message})`, length);
    throw error;
  }
}

function printGeneric(rdata: Octets): string {
  return rdata.length === 0 ? '\\# 0' : `\\# ${rdata.length} ${hexEncode(rdata)}`;
}
