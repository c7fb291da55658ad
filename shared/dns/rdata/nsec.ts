import { defineRdata } from './define-rdata.ts';
import { plainName } from './fields.ts';
import { someTypes } from './type-fields.ts';

/** NSEC — the next name, and the types that exist here. RFC 4034 §4.1; its name keeps its case (RFC 6840 §5.1). */
export const nsec = defineRdata('NSEC', 47, { nextDomainName: plainName, types: someTypes });
