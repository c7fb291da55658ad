/** The three states (UX: ok, wait, wrong), the accent, and none. */
export type Tone = 'ok' | 'wait' | 'wrong' | 'accent' | 'none';
