/**
 * The version of every step of a key's replacement before validators that trust one DS and nothing else: that of the old key until
 * the DS is exchanged, of either while it is, of the new one after. RFC 6781 §4.1, RFC 7583.
 */
import { describe, expect, it } from 'vitest';
import { type SigningChoice } from '../../../shared/model/dnssec.ts';
import { type KeyRole } from '../../../shared/model/zone-key.ts';
import { ZoneSigner } from '../../dnssec/zone-signer.ts';
import { advanced } from '../../zones/signing/rollover/rollover.ts';
import { startRollover } from '../../zones/signing/rollover/rollovers.ts';
import { type DescribedKey, dnskeyOf } from '../../zones/signing/signing-plan.ts';
import { switchOn } from '../../zones/signing/switch-on.ts';
import { TemporarySigning } from '../../zones/signing/temporary-signing.ts';
import { edit, exampleContents, ORIGIN, SETTINGS } from '../../zones/temporary-zones.ts';
import { type Zone } from '../../zones/zone.ts';
import { checkersAreMissing, Delv } from './checkers.ts';
import { serve } from './serve.ts';
import { Unbound } from './unbound.ts';

const QUESTIONS = [
  ['example.com.', 'SOA'],
  ['example.com.', 'DNSKEY'],
  ['example.com.', 'CDS'],
  ['www.example.com.', 'A'],
  ['www.example.com.', 'AAAA'],
  ['nothing.example.com.', 'A'],
] as const;
const VALIDATED = [
  ...Array<string>(4).fill('; fully validated'),
  ...Array<string>(2).fill('; negative response, fully validated'),
];
const CSK: SigningChoice = { algorithm: 13, keys: 'csk', denial: 'nsec' };
const TWO: SigningChoice = { algorithm: 13, keys: 'ksk-zsk', denial: 'nsec' };

/** The keys whose DS a parent or a cache may have at a step, each alone. */
function anchorsAt(step: string, old: DescribedKey, fresh: DescribedKey): readonly DescribedKey[] {
  return step === 'publish' ? [old] : step === 'remove' ? [fresh] : [old, fresh];
}

interface Heard {
  readonly step: string;
  readonly delv: readonly string[];
  readonly unbound: string;
}

async function ask(own: TemporarySigning, zone: Zone, anchors: readonly DescribedKey[]): Promise<Heard[]> {
  const signer = new ZoneSigner();
  const heard: Heard[] = [];
  const step = own.signing.planOf(zone).rollover?.step ?? 'done';
  await using server = await serve(zone.version!.contents, signer);
  for (const anchor of anchors) {
    const rdata = dnskeyOf(anchor);
    await using delv = await Delv.trusting(ORIGIN, rdata);
    await using unbound = await Unbound.resolvingFrom(server.endpoint, ORIGIN, rdata);
    heard.push({
      step,
      delv: await delv.ask(server.endpoint, QUESTIONS),
      unbound: await unbound.status('www.example.com.', 'A'),
    });
  }
  await signer.dispose();
  return heard;
}

describe.skipIf(checkersAreMissing('delv', 'unbound', 'dig'))('each step, asked by delv and Unbound,', () => {
  it.each([
    { name: 'CSK', role: 'csk', choice: CSK, lost: false },
    { name: 'KSK', role: 'ksk', choice: TWO, lost: false },
    { name: 'ZSK', role: 'zsk', choice: TWO, lost: false },
    { name: 'lost ZSK', role: 'zsk', choice: TWO, lost: true },
  ] as const)('of the replacement of a $name validates', async ({ role, choice, lost }) => {
    await using own = await TemporarySigning.make();
    const { signing, temporary, secrets } = own;
    temporary.nowMs = Date.now() - 600_000;
    const zone = await own.zones.create({
      contents: exampleContents(),
      origin: 'created',
      settings: SETTINGS,
    });
    await zone.edit([edit('www', 'A', ['192.0.2.1'])], 'www');
    await switchOn(signing, zone, choice, temporary.nowMs);
    await zone.commit();
    const [anchor, zsk] = signing.planOf(zone).keys;
    if (lost) secrets.entries.delete(`dnssec/example.com./${zsk.keyTag}`);
    await startRollover(signing, zone, role satisfies KeyRole, temporary.nowMs);
    const heard: Heard[] = [];
    for (;;) {
      const { rollover, keys } = signing.planOf(zone);
      if (rollover === null) break;
      await zone.edit([edit('www', 'A', [`192.0.2.${10 + heard.length}`])], 'move');
      await zone.commit();
      const fresh = keys.at(-1)!;
      heard.push(
        ...(await ask(own, zone, role === 'zsk' ? [anchor] : anchorsAt(rollover.step, anchor, fresh))),
      );
      await signing.updatePlan(zone, (plan) => advanced(plan, temporary.nowMs));
    }
    const steps =
      role === 'zsk' ? ['publish', 'sign', 'remove'] : ['publish', 'exchange-ds', 'exchange-ds', 'remove'];
    expect(heard).toEqual(steps.map((step) => ({ step, delv: VALIDATED, unbound: 'NOERROR secure' })));
  });
});
