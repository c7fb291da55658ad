import { defineRdata } from './define-rdata.ts';
import { chosen } from './named-numbers.ts';
import { hexRest } from './octet-fields.ts';
import { PORT_LABELS } from './owner-labels.ts';

const fields = {
  certificateUsage: chosen(8, 'a certificate usage', [
    [3, 'DANE-EE: this certificate'],
    [2, 'DANE-TA: issued by this authority'],
    [1, 'PKIX-EE: this certificate, also valid by PKIX'],
    [0, 'PKIX-TA: issued by this authority, also valid by PKIX'],
  ]),
  selector: chosen(8, 'a selector', [
    [1, 'SPKI: the public key'],
    [0, 'Cert: the whole certificate'],
  ]),
  matchingType: chosen(8, 'a matching type', [
    [1, 'SHA2-256'],
    [2, 'SHA2-512'],
    [0, 'Full: no hash'],
  ]),
  certificateAssociationData: hexRest,
};

/** TLSA — the certificate of a TLS server. RFC 6698 §2.1; names of the values RFC 7218. */
export const tlsa = defineRdata('TLSA', 52, fields, { ownerLabels: PORT_LABELS });

/** SMIMEA — the certificate of a mail address. RFC 8162 §2, same form as TLSA. */
export const smimea = defineRdata('SMIMEA', 53, fields);
