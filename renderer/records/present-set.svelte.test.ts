import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../shared/model/records.ts';
import { PresentSet } from './present-set.svelte.ts';
import { SetDraft } from './set-draft.svelte.ts';

const ZONE = 'example.com.';
const row = (owner: string, type: string, ...texts: string[]): RecordRow => ({
  owner,
  unicodeOwner: null,
  type,
  ttlSeconds: 300,
  values: texts.map((text) => ({ text, disabled: false })),
  comment: '',
  change: null,
  before: null,
  conflict: false,
});

/** A zone of these sets. */
function presentIn(draft: SetDraft, ...rows: readonly RecordRow[]): PresentSet {
  return new PresentSet(draft, (owner, type) =>
    Promise.resolve(rows.find((one) => one.owner === owner && one.type === type) ?? null),
  );
}

describe('a set that stands where one is typed to go', () => {
  it('is named with its values, and gives its TTL to a new one', async () => {
    const draft = new SetDraft(ZONE);
    draft.changeType('TXT');
    const present = presentIn(draft, row('@', 'TXT', '"v=spf1 mx -all"'));
    await present.look();
    const there = [present.note, draft.ttl];
    draft.owner = 'www';
    await present.look();
    expect([there, present.note, draft.ttl]).toEqual([
      ['@ TXT is here already, with 1 value: this one is added to it.', '5m'],
      null,
      '1h',
    ]);
  });

  it('is said to change its TTL, where one was typed', async () => {
    const draft = new SetDraft(ZONE);
    Object.assign(draft, { owner: 'www', ttl: '1d' });
    draft.addValue();
    const present = presentIn(draft, row('www', 'A', '192.0.2.1', '192.0.2.2'));
    await present.look();
    expect([present.note, draft.ttl]).toEqual([
      'www A is here already, with 2 values: these are added to it, and its TTL becomes 1d.',
      '1d',
    ]);
  });

  it('is not the one that is edited, but the one that it is renamed onto', async () => {
    const [www, shop] = [row('www', 'A', '192.0.2.1'), row('shop', 'A', '192.0.2.2')];
    const draft = new SetDraft(ZONE, www);
    const present = presentIn(draft, www, shop);
    await present.look();
    const own = present.note;
    draft.owner = 'shop';
    await present.look();
    expect([own, present.note]).toEqual([
      null,
      'shop A is here already, with 1 value: this one is added to it.',
    ]);
  });

  it('refuses a second alias', async () => {
    const draft = new SetDraft(ZONE);
    draft.owner = 'www';
    draft.changeType('CNAME');
    const present = presentIn(draft, row('www', 'CNAME', 'shop'));
    await present.look();
    expect([present.note, present.refusal]).toEqual([
      null,
      'www CNAME is here already, and a name can have only one: change that one.',
    ]);
  });
});
