/** Checks that hold unless the program itself is wrong. Expected failures are values or typed errors, never these. */

/** Throws when `condition` is false: a bug, not bad input. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`bug: ${what}`);
}

/** Ends a switch over a discriminated union: the compiler says when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`bug: unexpected ${JSON.stringify(value)}`);
}
