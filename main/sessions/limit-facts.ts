/** What is known of each secondary that a session waits for: what its limit follows from. */
import { providerById } from '../../shared/providers/catalog.ts';
import type { LimitFacts } from './limit-rule.ts';
import type { SessionParts } from './session-parts.ts';

export function limitFacts({
  zones,
  secondary,
  memory,
}: Pick<SessionParts, 'zones' | 'secondary' | 'memory'>): readonly LimitFacts[] {
  const primaries = zones().filter(({ kind }) => kind === 'primary');
  return primaries.flatMap(({ text, timers, secondaries }) =>
    secondaries.map(({ secondary: id }) => ({
      name: secondary(id).name,
      zone: text,
      history: memory.of(text, id),
      provider: providerById(secondary(id).provider),
      refreshSeconds: timers.refresh,
      retrySeconds: timers.retry,
    })),
  );
}
