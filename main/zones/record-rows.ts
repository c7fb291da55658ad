/** One record set of version + draft as the table shows it. */
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { printRdata, typeToText } from '../../shared/dns/rdata/registry.ts';
import { type RecordRow } from '../../shared/model/records.ts';
import { ownerText, unicodeOwnerText } from './owner-text.ts';
import { type RecordSet, type RecordSetChange } from './record-set.ts';

type SetBody = Pick<RecordRow, 'ttlSeconds' | 'values' | 'comment'>;

/** The row of a change; without one of its sides the set was added or removed, and equal sides are no change. */
export function recordRow(change: RecordSetChange, origin: Name, conflict: boolean): RecordRow {
  const { owner, type, before, after } = change;
  const shown = bodyOf(type, after ?? before);
  return {
    owner: ownerText(owner, origin),
    unicodeOwner: unicodeOwnerText(owner, origin),
    type: typeToText(type),
    // A removed set is still shown, as it was.
    ...shown,
    change:
      before === after ? null : before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    before: before === after || before === undefined ? null : bodyOf(type, before),
    conflict,
  };
}

function bodyOf(type: number, set: RecordSet | undefined): SetBody {
  if (set === undefined) return { ttlSeconds: 0, values: [], comment: '' };
  const value = (disabled: boolean) => (rdata: Octets) => ({ text: printRdata(type, rdata), disabled });
  return {
    ttlSeconds: set.ttlSeconds,
    values: [...set.rdatas.map(value(false)), ...set.disabledRdatas.map(value(true))],
    comment: set.comment,
  };
}
