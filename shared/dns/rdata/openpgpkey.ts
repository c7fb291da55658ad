import { defineRdata } from './define-rdata.ts';
import { base64Rest } from './octet-fields.ts';

/** OPENPGPKEY — the OpenPGP key of a mail address. RFC 7929 §2. */
export const openpgpkey = defineRdata('OPENPGPKEY', 61, { publicKey: base64Rest });
