/** What a benchmark prints: rows side by side, each as a ratio to ours; losing rows stand there like the others. */

/** One competitor's figure: the samples of all rounds, in the order they were taken. */
export interface Row {
  readonly who: string;
  readonly samples: readonly number[];
  /** Printed behind the row: what was counted, a version. */
  readonly note?: string;
}

/** One thing measured. Less is better, always. The first row is ours; with `alone` they all are. */
export interface Table {
  readonly title: string;
  readonly unit: 'ms' | 'µs' | 'MB';
  readonly rows: readonly Row[];
  /** Different things that we do: nothing to compare. */
  readonly alone?: boolean;
  /** Everybody's nth samples were taken together: ratios are those of each round, so that a slow minute falls on all alike. */
  readonly byRound?: boolean;
}

/** A part of the benchmark. */
export interface Part {
  readonly name: string;
  run(): AsyncIterable<Table>;
}

/** The table as text: median, least and most, and how many times ours the others are. */
export function printTable({ title, unit, rows, alone = false, byRound = false }: Table): string {
  const ours = rows[0].samples;
  const cells = rows.map(({ who, samples, note }) => {
    const ratio = byRound
      ? median(samples.map((sample, round) => sample / ours[round]))
      : median(samples) / median(ours);
    return [
      who,
      figure(median(samples)),
      `${figure(Math.min(...samples))}–${figure(Math.max(...samples))}`,
      alone || Number.isNaN(ratio) ? '' : ratio.toFixed(2),
      !alone && ratio < 1 ? `LOSES to it${note === undefined ? '' : `; ${note}`}` : (note ?? ''),
    ];
  });
  const lines = [['', `median ${unit}`, 'least–most', alone ? '' : '× ours', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return `${title}\n${text.map((line) => `  ${line.trimEnd()}\n`).join('')}`;
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value below which 99 of a hundred samples lie. */
export function percentile99(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))];
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
