/** What the owner should know and no screen of its own shows, until it is dismissed. */
import { randomUUID } from 'node:crypto';
import type { Notice } from '../../shared/model/overview.ts';
import type { StorageNotice } from '../storage/storage-error.ts';
import type { ZoneNotice } from '../zones/zone-facts.ts';
import { noticeSentence } from './notice-sentence.ts';

export class Notices {
  #notices: readonly Notice[] = [];
  readonly #now: () => number;
  /** Set once there is somebody to tell. */
  onChanged: () => void = () => undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  list(): readonly Notice[] {
    return this.#notices;
  }

  readonly add = (notice: StorageNotice | ZoneNotice): void => {
    this.addSentence(noticeSentence(notice));
  };

  addSentence(sentence: string): void {
    if (this.#notices.some((other) => other.sentence === sentence)) return;
    this.#notices = [...this.#notices, { id: randomUUID(), at: this.#now(), severity: 'warning', sentence }];
    this.onChanged();
  }

  dismiss(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
    this.onChanged();
  }
}
