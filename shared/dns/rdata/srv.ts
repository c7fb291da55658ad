import { defineRdata } from './define-rdata.ts';
import { onceCompressedName, u16 } from './fields.ts';
import { SERVICE_LABELS } from './owner-labels.ts';

/** SRV — where a service lives. RFC 2782. */
export const srv = defineRdata(
  'SRV',
  33,
  { priority: u16, weight: u16, port: u16, target: onceCompressedName },
  { ownerLabels: SERVICE_LABELS },
);
