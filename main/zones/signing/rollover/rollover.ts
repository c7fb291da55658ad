/**
 * A key that is being replaced, step by step (RFC 6781 §4.1, RFC 7583): what is kept of it in the zone's plan, and what each
 * step does to the plan. Whether a step may be taken is another question (judge-rollover.ts). Pure.
 *
 * A ZSK is published before it signs, and stays published after it (RFC 6781 §4.1.1.1). A KSK or CSK signs beside the old
 * one, then the DS is exchanged, then the old one goes (§4.1.2, "double-signature"): whichever DS, keys and signatures a cache
 * has, one of both keys makes a chain of them.
 */
import { z } from 'zod';
import { assert } from '../../../../shared/assert.ts';
import { rolloverStep, type RolloverStep } from '../../../../shared/model/rollover.ts';
import { keyRole, type KeyRole } from '../../../../shared/model/zone-key.ts';
import type { DescribedKey, SigningPlan } from '../signing-plan.ts';

export const rollover = z.object({
  role: keyRole,
  /** Tags of the keys that go. */
  old: z.array(z.int().min(0).max(0xffff)),
  /** The tag of the one that comes. */
  new: z.int().min(0).max(0xffff),
  step: rolloverStep,
  startedAt: z.number(),
  /** When its step began. */
  since: z.number(),
  /** The private half of an old ZSK is gone: the KSK signs for it until the new one may. */
  lost: z.boolean(),
});
export type Rollover = Readonly<z.infer<typeof rollover>>;

/** The steps of a role's rollover, in order. */
export const ROLLOVER_STEPS: Readonly<Record<KeyRole, readonly RolloverStep[]>> = {
  zsk: ['publish', 'sign', 'remove'],
  ksk: ['publish', 'exchange-ds', 'remove'],
  csk: ['publish', 'exchange-ds', 'remove'],
};

/** The first step. `lost`: tags of keys that cannot sign any more; with one of them among the old, the KSK steps in. */
export function begun(
  plan: SigningPlan,
  key: DescribedKey,
  old: readonly DescribedKey[],
  lost: boolean,
  nowMs: number,
): SigningPlan {
  const tags = old.map(({ keyTag }) => keyTag);
  const { role } = key;
  const first: DescribedKey = { ...key, state: role === 'zsk' ? 'published' : 'signing' };
  const keys = lost ? inState(plan, tags, 'published', nowMs) : plan.keys;
  const rest = { startedAt: nowMs, since: nowMs, lost };
  return {
    ...plan,
    keys: [...keys, first],
    rollover: { role, old: tags, new: key.keyTag, step: 'publish', ...rest },
  };
}

/** The step after the present one; after the last one there is no rollover any more. */
export function advanced(plan: SigningPlan, nowMs: number): SigningPlan {
  const { rollover: now } = plan;
  assert(now !== null, 'only a rollover that is under way goes on');
  const steps = ROLLOVER_STEPS[now.role];
  const step = steps[steps.indexOf(now.step) + 1];
  if (step === undefined) return { ...plan, rollover: null };
  const next = { ...plan, rollover: { ...now, step, since: nowMs } };
  switch (step) {
    case 'sign': {
      const keys = inState(plan, now.old, 'published', nowMs);
      return { ...next, keys: inState({ keys }, [now.new], 'signing', nowMs) };
    }
    case 'remove':
      return { ...next, keys: inState(plan, now.old, 'removed', nowMs) };
    case 'publish':
    case 'exchange-ds':
      return next;
  }
}

/** As if it had not begun, but that the new key's tag stays taken. */
export function cancelled(plan: SigningPlan, nowMs: number): SigningPlan {
  const { rollover: now } = plan;
  assert(now !== null, 'only a rollover that is under way is cancelled');
  return { ...plan, keys: inState(plan, [now.new], 'removed', nowMs), rollover: null };
}

function inState(
  { keys }: Pick<SigningPlan, 'keys'>,
  tags: readonly number[],
  state: DescribedKey['state'],
  nowMs: number,
): DescribedKey[] {
  return keys.map((key) =>
    tags.includes(key.keyTag) && key.state !== state ? { ...key, state, since: nowMs } : key,
  );
}
